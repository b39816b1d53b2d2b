// Ends every worker that runs slow.js, without a shell. argv: none; stdout: the pids.
const fs = require('fs');

for (const pid of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
  const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  if (line[0] === 'node' && line[1] === '/tests/slow.js') {
    process.kill(Number(pid), 'SIGKILL');
    console.log(pid);
  }
}
