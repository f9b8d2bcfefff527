#include <algorithm>
#include <tuple>

#include "core/scheme/lint.h"
#include "core/scheme/read.h"
#include "core/scheme/scheme.h"
#include "core/scheme/source_tree.h"

namespace remit::scheme {
namespace {

Problem placed(const Finding& finding, const Places& places) {
  const Place place = place_of(places, finding.path);
  return {finding.severity, finding.rule, finding.message, finding.hint, place.line, place.column};
}

void take_over(const Findings& findings, const Places& places, std::vector<Problem>& problems) {
  for (const Finding& finding : findings.list()) problems.push_back(placed(finding, places));
  if (findings.left_out() > 0) {
    const Severity severity = findings.has_errors() ? Severity::Error : Severity::Warning;
    problems.push_back({severity,
                        "too-many-problems",
                        std::to_string(findings.left_out()) + " more problems are not listed",
                        {},
                        0,
                        0});
  }
}

/// By line as in the file; what has no place comes last.
void sort_by_place(std::vector<Problem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::make_tuple(a.line == 0, a.line, a.column) < std::make_tuple(b.line == 0, b.line, b.column);
  });
}

bool has_error(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity == Severity::Error; });
}

}  // namespace

std::string to_string(const Problem& problem, std::string_view file) {
  std::string out(file);
  if (problem.line > 0) out += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  out += problem.severity == Severity::Error ? ": error: " : ": warning: ";
  out += problem.message;
  if (!problem.hint.empty()) out += " (" + problem.hint + ")";
  return out + " [" + problem.rule + "]";
}

Loaded load(std::string_view toml_text) {
  Loaded out;
  out.problems = refuse_hostile(toml_text);
  if (!out.problems.empty()) return out;

  auto parsed = parse_source(toml_text);
  if (const Problem* syntax = std::get_if<Problem>(&parsed)) {
    out.problems.push_back(*syntax);
    return out;
  }
  Findings findings;
  Read read = read_definition(std::get<SourceNode>(parsed), findings);
  // With a part missing or of the wrong type, what lint would say about the rest could be wrong.
  if (!findings.has_errors()) findings = lint(read.definition);
  take_over(findings, read.places, out.problems);
  sort_by_place(out.problems);
  if (has_error(out.problems)) return out;

  auto compiled = CompiledScheme::compile(std::move(read.definition), std::string(toml_text));
  REMIT_ASSERT(compiled.ok(), "compile refuses only what lint calls an error, and it called nothing one");
  out.scheme = std::move(compiled).value();
  return out;
}

Result<SchemePtr> load_or_error(std::string_view toml_text) {
  Loaded loaded = load(toml_text);
  if (loaded.scheme) return std::move(loaded.scheme);
  for (const Problem& problem : loaded.problems) {
    if (problem.severity != Severity::Error) continue;
    return Error{Code::Invalid,
                 "scheme-" + problem.rule,
                 {{"message", problem.message},
                  {"hint", problem.hint},
                  {"line", std::to_string(problem.line)},
                  {"column", std::to_string(problem.column)}},
                 {}};
  }
  REMIT_ASSERT(false, "without a scheme there is an error");
}

}  // namespace remit::scheme
