import { describe, expect, test } from "vitest";
import { createAddressParser, formatAddress, formatResource, parseAddress, parseTraversal } from "./address.ts";

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

describe("createAddressParser", () => {
  const text = 'module.a["k.b"].module.b.data.aws_x.y["z"]';

  test.each([
    ["the module that the document tells", 'module.a["k.b"].module.b'],
    ["a module above it", 'module.a["k.b"]'],
    ["no module", undefined],
    ["another module", "module.c"],
    ["what is no module", 'module.a["k'],
    ["what is a part of a name", 'module.a["k.b"].module'],
  ])("reads the same with %s", (_, module) => {
    const parse = createAddressParser();
    expect(parse(text, module)).toEqual(parseAddress(text));
    expect(parse(text, module)).toEqual(parseAddress(text));
  });

  test("gives resources of one module the same steps", () => {
    const parse = createAddressParser();
    const [first, second] = ["aws_x.a", "aws_x.b[0]"].map((name) => parse(`module.a[0].${name}`, "module.a[0]"));
    expect(first?.modules).toEqual([{ name: "a", key: 0 }]);
    expect(second?.modules).toBe(first?.modules);
  });

  test.each(["module.a.", "module.a.aws_lb", "module.a.[0].x", "module.a.aws_lb.main.arn"])("refuses %j", (refused) => {
    expect(createAddressParser()(refused, "module.a")).toBeNull();
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
