// SPDX-License-Identifier: Apache-2.0
//
// Who may have what, in C++17: the library's references in std::unique_ptr.
//
//   c++ -std=c++17 -o eligible eligible.cc $(pkg-config --cflags --libs txcompare)
//   ./eligible age=52 "has hypertension" "no aneurysm"
#include <iostream>
#include <memory>
#include <stdexcept>

#include <txcompare.h>

namespace {

template <auto release> struct release_with {
  template <typename T> void operator() (T *owned) const { release (owned); }
};
using knowledge_base = std::unique_ptr<txc_knowledge_base, release_with<txc_knowledge_base_unref>>;
using patient_builder = std::unique_ptr<txc_patient_builder, release_with<txc_patient_builder_free>>;
using patient = std::unique_ptr<txc_patient, release_with<txc_patient_unref>>;
using eligibility = std::unique_ptr<txc_eligibility, release_with<txc_eligibility_unref>>;

// Turns a failure into an exception with the library's own words.
void
check (txc_status status, txc_error *err)
{
  if (status == TXC_OK)
    return;
  std::unique_ptr<txc_error, release_with<txc_error_free>> owned (err);
  throw std::runtime_error (err ? txc_error_message (err) : txc_status_text (status));
}

// Calls a function of the library whose last two parameters are the new object and the error.
template <typename Owner, typename Function, typename... Arguments>
Owner
make (Function function, Arguments... arguments)
{
  typename Owner::pointer object = nullptr;
  txc_error *err = nullptr;
  txc_status status = function (arguments..., &object, &err);
  check (status, err);
  return Owner (object);
}

void
run (int count, char **facts)
{
  auto base = make<knowledge_base> (txc_knowledge_base_builtin);
  auto builder = make<patient_builder> (txc_patient_builder_new, base.get (), "2026-11-20");
  for (int i = 0; i < count; i++) {
    txc_error *err = nullptr;
    txc_status status = txc_patient_builder_set (builder.get (), facts[i], &err);
    check (status, err);
  }
  auto someone = make<patient> (txc_patient_builder_build, builder.get ());
  auto verdicts = make<eligibility> (txc_eligibility_new, someone.get (), nullptr, 0u);
  for (size_t i = 0; i < txc_eligibility_treatment_count (verdicts.get ()); i++)
    std::cout << txc_treatment_name (txc_eligibility_treatment_at (verdicts.get (), i)) << ": "
              << txc_verdict_kind_text (txc_eligibility_verdict (verdicts.get (), i)) << '\n';
}

} // namespace

int
main (int argc, char **argv)
{
  try {
    run (argc - 1, argv + 1);
  } catch (const std::exception &error) {
    std::cerr << "eligible: " << error.what () << '\n';
    return 1;
  }
}
