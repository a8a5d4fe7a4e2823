# Lists of what count and for_each make: whole, in another order, joined, and in part.
resource "aws_subnet" "many" {
  count      = 2
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_subnet" "keyed" {
  for_each   = { a = "10.0.10.0/24", b = "10.0.11.0/24" }
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = each.value
}
resource "aws_db_subnet_group" "splat" {
  subnet_ids = aws_subnet.many[*].id
}
resource "aws_db_subnet_group" "old_splat" {
  subnet_ids = aws_subnet.many.*.id
}
resource "aws_db_subnet_group" "values" {
  subnet_ids = values(aws_subnet.keyed)[*].id
}
resource "aws_db_subnet_group" "for" {
  subnet_ids = [for subnet in aws_subnet.keyed : subnet.id]
}
resource "aws_db_subnet_group" "turned" {
  subnet_ids = reverse(aws_subnet.many[*].id)
}
resource "aws_db_subnet_group" "joined" {
  subnet_ids = concat(aws_subnet.many[*].id, values(aws_subnet.keyed)[*].id)
}
resource "aws_db_subnet_group" "flat" {
  subnet_ids = flatten([aws_subnet.many[*].id, [for subnet in aws_subnet.keyed : subnet.id]])
}
resource "aws_db_subnet_group" "indexed" {
  subnet_ids = [aws_subnet.many[1].id, aws_subnet.keyed["b"].id]
}
resource "aws_db_subnet_group" "first" {
  subnet_ids = [aws_subnet.many[0].id, aws_subnet.many[0].id]
}
resource "aws_db_subnet_group" "own" {
  for_each   = aws_subnet.keyed
  subnet_ids = [each.value.id]
}
resource "aws_db_subnet_group" "crossed" {
  for_each   = { a = "b", b = "a" }
  subnet_ids = [aws_subnet.keyed[each.value].id]
}
resource "aws_db_subnet_group" "by_count" {
  count      = 2
  subnet_ids = [aws_subnet.many[count.index].id, aws_subnet.keyed["a"].id]
}
resource "aws_db_subnet_group" "chosen" {
  subnet_ids = try([aws_subnet.missing[0].id], [aws_subnet.many[0].id])
}
resource "aws_subnet" "missing" {
  count      = 0
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = "10.0.20.0/24"
}
resource "aws_db_subnet_group" "sliced" {
  subnet_ids = slice(aws_subnet.many[*].id, 0, 1)
}
resource "aws_db_subnet_group" "filtered" {
  subnet_ids = [for key, subnet in aws_subnet.keyed : subnet.id if key == "a"]
}
resource "aws_db_subnet_group" "element" {
  subnet_ids = [element(aws_subnet.many[*].id, 1)]
}
resource "aws_db_subnet_group" "constant" {
  subnet_ids = true ? [aws_subnet.many[0].id] : [aws_subnet.many[1].id]
}
resource "aws_db_subnet_group" "otherwise" {
  subnet_ids = coalescelist([aws_subnet.many[0].id], [aws_subnet.many[1].id])
}
