module sekisho/reactor

go 1.26.0
