#include "web/platform/renderer.h"

#include <GLES3/gl3.h>
#include <emscripten/html5_webgl.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <string>

namespace remit::platform {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
precision highp float;
uniform mat4 projection;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 tint;
out vec2 at;
out vec4 colour;
void main() {
  at = texel;
  colour = tint;
  gl_Position = projection * vec4(position, 0.0, 1.0);
}
)";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D coverage;
in vec2 at;
in vec4 colour;
out vec4 pixel;
void main() { pixel = vec4(colour.rgb, colour.a * texture(coverage, at).r); }
)";

constexpr GLuint kPosition = 0, kTexel = 1, kTint = 2;

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

GLuint texture_name(ImTextureID id) {
  return static_cast<GLuint>(id);
}

const void* byte_offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);  // NOLINT: OpenGL passes offsets as pointers
}

}  // namespace

Result<std::unique_ptr<Renderer>> Renderer::create(const char* canvas) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;  // Dear ImGui smooths its own edges
  attributes.enableExtensionsByDefault = false;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(canvas, &attributes);
  if (context <= 0) return Error{Code::Unavailable, "no-webgl2", {}, {}};
  emscripten_webgl_make_context_current(context);
  return std::unique_ptr<Renderer>(new Renderer(static_cast<std::intptr_t>(context)));
}

Renderer::Renderer(std::intptr_t context) : context_(context) {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "remit_webgl2";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  // The fonts that are there already have made an atlas of four bytes a pixel; nothing was drawn from it yet.
  io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
  ImFontAtlasBuildMain(io.Fonts);
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  ImGui::GetPlatformIO().Renderer_TextureMaxWidth = largest;
  ImGui::GetPlatformIO().Renderer_TextureMaxHeight = largest;
  create_objects();
}

Renderer::~Renderer() {
  lost();
  emscripten_webgl_destroy_context(static_cast<EMSCRIPTEN_WEBGL_CONTEXT_HANDLE>(context_));
}

void Renderer::create_objects() {
  program_ = glCreateProgram();
  const GLuint vertex = compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  glAttachShader(program_, vertex);
  glAttachShader(program_, fragment);
  glLinkProgram(program_);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  projection_ = glGetUniformLocation(program_, "projection");
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
}

void Renderer::lost() {
  lost_ = true;
  // INVARIANT: a texture without a name is Destroyed; Dear ImGui then asks for it again in the next frame.
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void Renderer::restored() {
  lost_ = false;
  create_objects();
}

void Renderer::update(ImTextureData& texture) const {
  if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
    const GLuint name = texture_name(texture.TexID);
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
    return;
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (texture.Status == ImTextureStatus_WantCreate) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, texture.Width, texture.Height, 0, GL_RED, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantUpdates) {
    const ImTextureRect& changed = texture.UpdateRect;
    glBindTexture(GL_TEXTURE_2D, texture_name(texture.TexID));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    glTexSubImage2D(GL_TEXTURE_2D, 0, changed.x, changed.y, changed.w, changed.h, GL_RED, GL_UNSIGNED_BYTE,
                    texture.GetPixelsAt(changed.x, changed.y));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    texture.SetStatus(ImTextureStatus_OK);
  }
}

void Renderer::set_up(const ImDrawData& data, int device_width, int device_height) const {
  glViewport(0, 0, device_width, device_height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glUseProgram(program_);
  const float left = data.DisplayPos.x, right = left + data.DisplaySize.x;
  const float top = data.DisplayPos.y, bottom = top + data.DisplaySize.y;
  const std::array<float, 16> projection = {2 / (right - left),
                                            0,
                                            0,
                                            0,
                                            0,
                                            2 / (top - bottom),
                                            0,
                                            0,
                                            0,
                                            0,
                                            -1,
                                            0,
                                            (right + left) / (left - right),
                                            (top + bottom) / (bottom - top),
                                            0,
                                            1};
  glUniformMatrix4fv(projection_, 1, GL_FALSE, projection.data());
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (const GLuint attribute : {kPosition, kTexel, kTint}) glEnableVertexAttribArray(attribute);
}

void Renderer::set_vertex_layout(std::size_t first_vertex) const {
  const std::size_t base = first_vertex * sizeof(ImDrawVert);
  glVertexAttribPointer(kPosition, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert),
                        byte_offset(base + offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(kTexel, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert),
                        byte_offset(base + offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(kTint, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert),
                        byte_offset(base + offsetof(ImDrawVert, col)));
}

void Renderer::draw(ImDrawData& data, int device_width, int device_height) {
  if (lost_) return;
  if (data.Textures != nullptr) {
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status != ImTextureStatus_OK) update(*texture);
    }
  }
  set_up(data, device_width, device_height);
  const float scale_x = static_cast<float>(device_width) / data.DisplaySize.x;
  const float scale_y = static_cast<float>(device_height) / data.DisplaySize.y;
  for (const ImDrawList* list : data.CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
    set_vertex_layout(0);
    unsigned first_vertex = 0;
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const float left = std::max((command.ClipRect.x - data.DisplayPos.x) * scale_x, 0.0f);
      const float top = std::max((command.ClipRect.y - data.DisplayPos.y) * scale_y, 0.0f);
      const float right =
          std::min((command.ClipRect.z - data.DisplayPos.x) * scale_x, static_cast<float>(device_width));
      const float bottom =
          std::min((command.ClipRect.w - data.DisplayPos.y) * scale_y, static_cast<float>(device_height));
      if (right <= left || bottom <= top) continue;
      glScissor(static_cast<GLint>(left), static_cast<GLint>(static_cast<float>(device_height) - bottom),
                static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));
      if (command.VtxOffset != first_vertex) {
        first_vertex = command.VtxOffset;
        set_vertex_layout(first_vertex);
      }
      glBindTexture(GL_TEXTURE_2D, texture_name(command.GetTexID()));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_SHORT,
                     byte_offset(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace remit::platform
