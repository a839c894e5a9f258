/** What the framework itself finds wrong: with a configuration, a stored state, or the provider that is served. */
import { hostVersions } from "./host-versions";
import { defineProblems } from "./problem-catalogue";

const { writeOnly } = hostVersions;

const bugAdvice =
  "This is a bug in the provider. Please report it to its developers, with the log that TF_LOG_PROVIDER=debug gives.";

export const ownProblems = defineProblems({
  required_missing: {
    title: "{name} is required",
    cause: "The configuration sets {name} to null, but it needs a value.",
    nextStep: "Give {name} a value.",
  },
  not_configurable: {
    title: "{name} cannot be configured",
    cause: "The provider sets {name}; the configuration cannot.",
    nextStep: "Remove {name} from the configuration.",
  },
  write_only_unsupported: {
    title: `{name} needs Terraform ${writeOnly.terraform} or OpenTofu ${writeOnly.tofu}`,
    cause: "{name} is a write-only attribute, which this version does not support.",
    nextStep: "Use a newer version, or leave the attribute out.",
  },
  deprecated: {
    severity: "warning",
    title: "{name} is deprecated",
    cause: "It still works, and may be gone in a later version.",
    nextStep: "{advice}",
  },
  invalid_value: {
    title: "Invalid value for {name}",
    cause: "{fault}",
    nextStep: "Correct the value in the configuration.",
  },
  unknown_type: {
    title: "The {provider} provider has no {type}",
    cause: "This version of the provider does not define it.",
    nextStep: "Check the name, or install a version of the provider that has it: init -upgrade.",
  },
  not_configured: {
    title: "The {provider} provider is not configured",
    cause: "Its configuration failed or was never sent.",
    nextStep: "Fix the first error about the provider's configuration.",
  },
  interrupted: {
    title: "{type} was interrupted",
    cause: "Terraform asked to stop while {rpc} was under way.",
    nextStep: "Run the command again: Terraform continues from what is in state.",
  },
  action_interrupted: {
    title: "{type} was interrupted",
    cause: "Terraform asked to stop while the action ran. What it had begun may have happened all the same.",
    nextStep:
      "Terraform keeps no state of an action, so look for what it was to do before you run it again: apply -invoke=ADDRESS does so without a change.",
  },
  import_unsupported: {
    title: "{type} cannot be imported",
    cause: "The provider cannot find an existing object of this type by an id.",
    nextStep: "Let Terraform create the object instead.",
  },
  move_unsupported: {
    title: "{type} cannot take over {source}",
    cause: "The provider knows no way to turn {source} of {provider} into it.",
    nextStep: "Remove the moved block; use a removed block and an import block instead.",
  },
  state_version_unknown: {
    title: "{type} cannot read state of version {version}",
    cause: "The provider is at version {current} and has no way from there.",
    nextStep: "Remove the object from state (state rm), and import it again.",
  },
  state_too_old: {
    title: "{type} cannot read this state",
    cause: "It was written by Terraform 0.11 or older.",
    nextStep: "Apply once with Terraform 0.12, or remove the object from state and import it again.",
  },
  state_unreadable: {
    title: "{type} cannot read its stored state",
    cause: "In the state, {faults}.",
    nextStep: `The type of an attribute changed without a new schema version. ${bugAdvice}`,
  },
  identity_version_unknown: {
    title: "{type} cannot use a stored identity of version {version}",
    cause: "The provider has no way from that version to its own.",
    nextStep: bugAdvice,
  },
  bug: {
    title: "{type} failed in an unforeseen way",
    cause: "{rpc} ended with {error}",
    nextStep: bugAdvice,
  },
  returned_nothing: {
    title: "{type} was applied, but the provider did not say what came of it",
    cause: "Its create or update returned nothing where it must return the state.",
    nextStep: bugAdvice,
  },
  returned_wrong: {
    title: "{type} returned {what}",
    cause: "In the answer to {rpc}, {faults}.",
    nextStep: bugAdvice,
  },
  function_returned_wrong: {
    title: "The function returned a wrong result",
    cause: "The result {fault}.",
    nextStep: bugAdvice,
  },
  no_update: {
    title: "{type} cannot be updated in place",
    cause: "The plan holds an update, but the provider only knows how to create a new object.",
    nextStep: bugAdvice,
  },
  schema_wrong: {
    title: "The provider's schema is wrong",
    cause: "{fault}",
    nextStep: bugAdvice,
  },
});
