// An Express app as its first page has it.
const express = require('express');
const app = express();
app.get('/', (req, res) => res.send(`${process.pid}\n`));
app.listen(+process.argv[2]);
