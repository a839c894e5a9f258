import { expect, it } from "vitest";
import { Claims } from "../../../src/provider/reads/claims";

it("what is given up is taken over by nobody, and what was taken over is not given up", () => {
  const claims = new Claims();
  expect(claims.giveUp("going")).toBe(true);
  expect(claims.made.has("going")).toBe(true);
  claims.made.add("taken");
  expect(claims.giveUp("taken")).toBe(false);
});
