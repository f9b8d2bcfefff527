# Dear ImGui's core, without demo, debug windows and back ends: the platform layer is our own.
remit_source_dir(imgui_dir imgui imgui.cpp ${REMIT_IMGUI_DIR})
remit_third_party(imgui
  SOURCES ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp ${imgui_dir}/imgui_widgets.cpp
  INCLUDES ${imgui_dir})
target_compile_definitions(deps_imgui PUBLIC IMGUI_USER_CONFIG="${CMAKE_SOURCE_DIR}/web/ui/imconfig.h")
