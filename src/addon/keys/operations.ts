/** The operations on the caller's own keys: routes and OpenAPI document are made from this table. */
export { type KeyOperation, keyOperations } from "../../pumble/api-keys/operations";
