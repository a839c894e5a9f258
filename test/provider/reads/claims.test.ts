import { expect, it } from "vitest";
import { Claims } from "../../../src/provider/reads/claims";

it("what is given up is taken over by nobody, and what was taken over is not given up", () => {
  const claims = new Claims();
  expect(claims.giveUp("going")).toBe(true);
  expect(claims.made.has("going")).toBe(true);
  claims.made.add("taken");
  expect(claims.giveUp("taken")).toBe(false);
});

it("who is just being taken out of a channel is waited for, and who is to stay is not taken out", async () => {
  const claims = new Claims();
  const order: string[] = [];
  let end = () => {};
  const leaving = claims.depart("channel", "grace", () => new Promise((resolve) => (end = resolve)));
  const stays = claims.stay("channel", ["grace", "linus"]).then(() => order.push("looked"));
  await claims.depart("channel", "linus", async () => void order.push("linus left"));
  await claims.depart("other", "linus", async () => void order.push("linus left another channel"));
  order.push("grace left");
  end();
  await Promise.all([leaving, stays]);
  expect(order).toEqual(["linus left another channel", "grace left", "looked"]);
});
