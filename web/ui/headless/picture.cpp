#include "web/ui/headless/picture.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

namespace remit::ui::headless {

namespace {

struct Sampler {
  const ImTextureData* texture;

  [[nodiscard]] std::array<float, 4> texel(int x, int y) const {
    x = std::clamp(x, 0, texture->Width - 1);
    y = std::clamp(y, 0, texture->Height - 1);
    const unsigned char* p = texture->Pixels + (static_cast<std::size_t>(y) * static_cast<std::size_t>(texture->Width) +
                                                static_cast<std::size_t>(x)) *
                                                   static_cast<std::size_t>(texture->BytesPerPixel);
    if (texture->BytesPerPixel == 1) return {1, 1, 1, static_cast<float>(p[0]) / 255};
    return {static_cast<float>(p[0]) / 255, static_cast<float>(p[1]) / 255, static_cast<float>(p[2]) / 255,
            static_cast<float>(p[3]) / 255};
  }
  // Bilinear, as the browser's sampler is set.
  [[nodiscard]] std::array<float, 4> at(float u, float v) const {
    const float x = u * static_cast<float>(texture->Width) - 0.5f, y = v * static_cast<float>(texture->Height) - 0.5f;
    const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
    const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    const auto a = texel(x0, y0), b = texel(x0 + 1, y0), c = texel(x0, y0 + 1), d = texel(x0 + 1, y0 + 1);
    std::array<float, 4> out{};
    for (std::size_t i = 0; i < 4; ++i)
      out[i] = (a[i] * (1 - fx) + b[i] * fx) * (1 - fy) + (c[i] * (1 - fx) + d[i] * fx) * fy;
    return out;
  }
};

struct Vertex {
  float x, y, u, v;
  std::array<float, 4> color;
};

Vertex vertex(const ImDrawVert& v, float ratio) {
  return {v.pos.x * ratio,
          v.pos.y * ratio,
          v.uv.x,
          v.uv.y,
          {static_cast<float>((v.col >> IM_COL32_R_SHIFT) & 255) / 255,
           static_cast<float>((v.col >> IM_COL32_G_SHIFT) & 255) / 255,
           static_cast<float>((v.col >> IM_COL32_B_SHIFT) & 255) / 255,
           static_cast<float>((v.col >> IM_COL32_A_SHIFT) & 255) / 255}};
}

float edge(const Vertex& a, const Vertex& b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

// Pixels whose centre lies exactly on an edge belong to the triangle on one side of it only.
bool owns(const Vertex& a, const Vertex& b) {
  return (a.y == b.y && b.x < a.x) || b.y < a.y;
}

class Canvas {
 public:
  explicit Canvas(int width, int height)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 0.0f) {}

  void triangle(Vertex a, Vertex b, Vertex c, const Sampler& sampler, std::array<int, 4> clip) {
    float area = edge(a, b, c.x, c.y);
    if (area == 0) return;
    if (area < 0) {
      std::swap(b, c);
      area = -area;
    }
    const int x0 = std::max(clip[0], static_cast<int>(std::floor(std::min({a.x, b.x, c.x}))));
    const int x1 = std::min(clip[2], static_cast<int>(std::ceil(std::max({a.x, b.x, c.x}))));
    const int y0 = std::max(clip[1], static_cast<int>(std::floor(std::min({a.y, b.y, c.y}))));
    const int y1 = std::min(clip[3], static_cast<int>(std::ceil(std::max({a.y, b.y, c.y}))));
    const bool own_ab = owns(a, b), own_bc = owns(b, c), own_ca = owns(c, a);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
        const float wc = edge(a, b, px, py), wa = edge(b, c, px, py), wb = edge(c, a, px, py);
        if (wa < 0 || wb < 0 || wc < 0) continue;
        if ((wc == 0 && !own_ab) || (wa == 0 && !own_bc) || (wb == 0 && !own_ca)) continue;
        const float ka = wa / area, kb = wb / area, kc = wc / area;
        auto s = sampler.at(a.u * ka + b.u * kb + c.u * kc, a.v * ka + b.v * kb + c.v * kc);
        for (std::size_t i = 0; i < 4; ++i) s[i] *= a.color[i] * ka + b.color[i] * kb + c.color[i] * kc;
        float* p =
            &pixels_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) *
                     3];
        for (std::size_t i = 0; i < 3; ++i) {
          // A framebuffer has eight bits a channel: rounding at each step is part of the picture.
          p[i] = std::round((p[i] * (1 - s[3]) + s[i] * s[3]) * 255) / 255;
        }
      }
    }
  }

  [[nodiscard]] Picture picture() const {
    Picture out{width_, height_, {}};
    out.rgba.reserve(pixels_.size() / 3 * 4);
    for (std::size_t i = 0; i < pixels_.size(); i += 3) {
      for (std::size_t k = 0; k < 3; ++k)
        out.rgba.push_back(static_cast<std::uint8_t>(std::lround(pixels_[i + k] * 255)));
      out.rgba.push_back(255);
    }
    return out;
  }

 private:
  int width_, height_;
  std::vector<float> pixels_;
};

std::uint32_t crc(const std::uint8_t* data, std::size_t size, std::uint32_t c = 0xFFFFFFFFu) {
  for (std::size_t i = 0; i < size; ++i) {
    c ^= data[i];
    for (int k = 0; k < 8; ++k) c = (c >> 1) ^ ((c & 1) != 0 ? 0xEDB88320u : 0);
  }
  return c;
}

void put32(std::vector<std::uint8_t>& out, std::uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(v >> shift));
}

void chunk(std::vector<std::uint8_t>& out, const char* type, const std::vector<std::uint8_t>& data) {
  put32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(type[i]));
  out.insert(out.end(), data.begin(), data.end());
  put32(out, ~crc(&out[start], out.size() - start));
}

}  // namespace

Picture draw_frame(float ratio) {
  const ImDrawData* data = ImGui::GetDrawData();
  const int width = static_cast<int>(std::lround(data->DisplaySize.x * ratio)),
            height = static_cast<int>(std::lround(data->DisplaySize.y * ratio));
  Canvas canvas(width, height);
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawCmd& cmd : list->CmdBuffer) {
      if (cmd.UserCallback != nullptr || cmd.TexRef._TexData == nullptr) continue;
      const Sampler sampler{cmd.TexRef._TexData};
      const std::array<int, 4> clip{std::max(0, static_cast<int>(std::floor(cmd.ClipRect.x * ratio))),
                                    std::max(0, static_cast<int>(std::floor(cmd.ClipRect.y * ratio))),
                                    std::min(width, static_cast<int>(std::ceil(cmd.ClipRect.z * ratio))),
                                    std::min(height, static_cast<int>(std::ceil(cmd.ClipRect.w * ratio)))};
      for (unsigned i = 0; i + 2 < cmd.ElemCount; i += 3) {
        Vertex v[3];
        for (unsigned k = 0; k < 3; ++k) {
          const unsigned index = list->IdxBuffer[static_cast<int>(cmd.IdxOffset + i + k)] + cmd.VtxOffset;
          v[k] = vertex(list->VtxBuffer[static_cast<int>(index)], ratio);
        }
        canvas.triangle(v[0], v[1], v[2], sampler, clip);
      }
    }
  }
  return canvas.picture();
}

bool write_png(const Picture& picture, const std::string& path) {
  std::vector<std::uint8_t> raw;
  const auto row = static_cast<std::size_t>(picture.width) * 4;
  for (int y = 0; y < picture.height; ++y) {
    raw.push_back(0);
    const auto* p = picture.rgba.data() + static_cast<std::size_t>(y) * row;
    raw.insert(raw.end(), p, p + row);
  }
  // zlib (RFC 1950) around stored blocks (RFC 1951 §3.2.4).
  std::vector<std::uint8_t> z{0x78, 0x01};
  std::uint32_t a = 1, b = 0;
  for (const std::uint8_t v : raw) {
    a = (a + v) % 65521;
    b = (b + a) % 65521;
  }
  for (std::size_t at = 0; at < raw.size(); at += 65535) {
    const std::size_t n = std::min<std::size_t>(65535, raw.size() - at);
    z.push_back(at + n == raw.size() ? 1 : 0);
    z.push_back(static_cast<std::uint8_t>(n));
    z.push_back(static_cast<std::uint8_t>(n >> 8));
    z.push_back(static_cast<std::uint8_t>(~n));
    z.push_back(static_cast<std::uint8_t>(~n >> 8));
    z.insert(z.end(), raw.begin() + static_cast<std::ptrdiff_t>(at), raw.begin() + static_cast<std::ptrdiff_t>(at + n));
  }
  put32(z, (b << 16) | a);

  std::vector<std::uint8_t> out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  std::vector<std::uint8_t> header;
  put32(header, static_cast<std::uint32_t>(picture.width));
  put32(header, static_cast<std::uint32_t>(picture.height));
  header.insert(header.end(), {8, 6, 0, 0, 0});
  chunk(out, "IHDR", header);
  chunk(out, "IDAT", z);
  chunk(out, "IEND", {});
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(out.data()), static_cast<std::streamsize>(out.size()));
  return file.good();
}

}  // namespace remit::ui::headless
