#pragma once
// Draws Dear ImGui's draw data with WebGL 2. Glyphs arrive in a texture that grows while the app runs
// (ImGuiBackendFlags_RendererHasTextures), so any size and density is drawn from the outlines.

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/base/error.h"

struct ImDrawData;
struct ImTextureData;

namespace remit::platform {

/// One canvas and the current Dear ImGui context. All textures are coverage (one byte a pixel): the app draws glyphs
/// and shapes, no pictures.
class Renderer {
 public:
  /// Takes the canvas that matches the CSS selector. Error: Unavailable `no-webgl2`.
  [[nodiscard]] static Result<std::unique_ptr<Renderer>> create(const char* canvas);
  ~Renderer();
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  /// Draws into a framebuffer of that many device pixels. Does nothing while the context is lost.
  void draw(ImDrawData& data, int device_width, int device_height);

  /// The browser took everything on the graphics card away; until restored() nothing is drawn. No state is lost: it all
  /// lives in our memory.
  void lost();
  void restored();

 private:
  explicit Renderer(std::intptr_t context);
  void create_objects();
  void set_up(const ImDrawData& data, int device_width, int device_height) const;
  void set_vertex_layout(std::size_t first_vertex) const;
  void update(ImTextureData& texture) const;

  std::intptr_t context_;
  bool lost_ = false;
  unsigned program_ = 0;
  unsigned vertex_array_ = 0;
  unsigned vertices_ = 0;
  unsigned indices_ = 0;
  int projection_ = -1;
};

}  // namespace remit::platform
