import { dependable, type TerraformResource, TerraformStack } from "cdktf";
import { textOf } from "../text/tokens";

/** `declared`: one after another, as the code declares them. `none`: all at once, in any order. */
export type Order = "declared" | "none";

/** Resources that are made one after another, because people see them in the order in which they were made. */
export class Line {
  private readonly last = new WeakMap<TerraformStack, Map<string, TerraformResource>>();

  /**
   * Puts a resource at the end.
   * @param place id of what it stands in, such as a channel; there is a line for each, in each stack
   */
  join(resource: TerraformResource, place: string): void {
    const { places, key } = this.placeIn(TerraformStack.of(resource), place);
    const previous = places.get(key);
    places.set(key, resource);
    if (previous) resource.dependsOn = [...(resource.dependsOn ?? []), dependable(previous)];
  }

  /** Puts a resource at the end that knows by itself what it waits for. */
  end(resource: TerraformResource, place: string): void {
    const { places, key } = this.placeIn(TerraformStack.of(resource), place);
    places.set(key, resource);
  }

  private placeIn(stack: TerraformStack, place: string) {
    const places = this.last.get(stack) ?? new Map<string, TerraformResource>();
    this.last.set(stack, places);
    return { places, key: textOf(place, stack) };
  }
}
