// environment.js PORT NAME...: answers with these variables, and what a grandchild sees of Node's own.
const [port, ...names] = process.argv.slice(2);
const { execFileSync } = require('child_process');
require('http').createServer((req, res) => {
  const grandchild = execFileSync('/usr/bin/env').toString().split('\n').filter(line => line.startsWith('NODE_')
    && /NODE_(CHANNEL|UNIQUE)/.test(line));
  const seen = Object.fromEntries(names.map(name => [name, process.env[name] ?? null]));
  res.end(JSON.stringify({ pid: process.pid, argv: process.argv.slice(1), seen, grandchild }) + '\n');
}).listen(+port);
