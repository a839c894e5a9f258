/**
 * An id that a construct can have. The `constructs` library keeps children in an object, so it takes what every object
 * has, such as `constructor`, for a child that is there already.
 */
export function ownId(id: string): string {
  return id in Object.prototype ? `${id}_` : id;
}
