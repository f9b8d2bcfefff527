// How Dear ImGui is compiled for Remit; every file that includes imgui.h sees it.
#pragma once

// Nothing of the development tools reaches a person: no demo, no metrics, no item picker.
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS

// Files, shells and the clipboard belong to the platform layer, which asks the browser.
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_WIN32_FUNCTIONS

// Text is Inter, handed in; the built-in bitmap font would only be dead weight.
#define IMGUI_DISABLE_DEFAULT_FONT

// 16-bit indices suffice: the renderer honours ImDrawCmd::VtxOffset. ImWchar stays 16 bits: every glyph of ours fits.
