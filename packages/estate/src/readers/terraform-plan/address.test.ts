import { describe, expect, test } from "vitest";
import { formatAddress, formatResource, parseAddress, parseTraversal } from "./address.ts";

describe("parseAddress", () => {
  test.each([
    "aws_lb.main",
    "aws_lb.main[0]",
    'aws_lb.main["a.b[0]"]',
    'aws_lb.main["say \\"hi\\""]',
    'aws_lb.main["$${x}"]',
    "data.aws_lb.main",
    'module.a[0].module.b["k"].aws_x.y[1]',
    'module.data.data.aws_x.y["z"]',
  ])("reads %s and writes it again", (text) => {
    const address = parseAddress(text);
    expect(address === null ? null : formatAddress(address)).toBe(text);
  });

  test("tells modules, mode, type, name and key apart", () => {
    expect(parseAddress('module.a[0].module.b["k"].data.aws_x.y[1]')).toEqual({
      modules: [
        { name: "a", key: 0 },
        { name: "b", key: "k" },
      ],
      mode: "data",
      type: "aws_x",
      name: "y",
      key: 1,
    });
  });

  test("leaves the key out of the resource's address", () => {
    const address = parseAddress('module.a["k"].aws_x.y[1]');
    expect(address === null ? null : formatResource(address)).toBe('module.a["k"].aws_x.y');
  });

  test.each([
    "",
    "aws_lb",
    "module.a",
    "aws_lb.main.arn",
    "aws_lb.main[",
    "aws_lb.main[x]",
    "[0].a",
    "a..b",
    "a.b[0]c",
  ])("refuses %j", (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});

test("parseTraversal refuses what is no static traversal", () => {
  expect(parseTraversal("aws_lb.a[*].arn")).toBeNull();
  expect(parseTraversal('module.m["k"].sg')).toEqual([
    { name: "module" },
    { name: "m" },
    { index: "k" },
    { name: "sg" },
  ]);
});
