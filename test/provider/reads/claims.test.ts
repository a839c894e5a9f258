import { expect, it } from "vitest";
import { Claims } from "../../../src/provider/reads/claims";

it("what is given up is taken over by nobody, and what was taken over is not given up", () => {
  const claims = new Claims();
  expect(claims.giveUp("going")).toBe(true);
  expect(claims.made.has("going")).toBe(true);
  claims.made.add("taken");
  expect(claims.giveUp("taken")).toBe(false);
});

it("what is just being taken back is waited for, and what is to stay is not taken back", async () => {
  const claims = new Claims();
  const order: string[] = [];
  let end: (value?: unknown) => void = () => {};
  const leaving = claims.depart("grace", () => new Promise((resolve) => (end = resolve)));
  const stays = claims.stay(["grace", "linus"]).then(() => order.push("looked"));
  await claims.depart("linus", async () => void order.push("linus left"));
  await claims.depart("alan", async () => void order.push("alan left"));
  order.push("grace left");
  end();
  await Promise.all([leaving, stays]);
  expect(order).toEqual(["alan left", "grace left", "looked"]);
});
