# Reads `terraform show -json PLAN`, as conftest and OPA do:
#
#   terraform show -json .pumble-plan/STACK.tfplan | conftest test -p examples/ci/policy -
package main

import rego.v1

makes(change) if "create" in change.actions

# Nobody is to be woken by a merge: @channel and @here need a person who sends them.
deny contains sprintf("%s notifies a whole channel", [resource.address]) if {
	some resource in input.resource_changes
	resource.type in {"pumble_message", "pumble_reply"}
	makes(resource.change)
	resource.change.after.allow_broadcast == true
}

# Members are managed by address, so that a review shows who they are.
# The plan's values hold both, so it is the code that tells.
deny contains sprintf("%s lists people by id: use emails", [resource.address]) if {
	walk(input.configuration, [_, resource])
	resource.type == "pumble_channel_members"
	resource.expressions.user_ids
}

warn contains sprintf("#%s stays in Pumble: no API can archive it", [resource.change.before.name]) if {
	some resource in input.resource_changes
	resource.type == "pumble_channel"
	"delete" in resource.change.actions
}
