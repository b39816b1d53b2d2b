// What the container is allowed, as seen from inside: PID 1's status, and whether the root can be written.
const fs = require('fs');

console.log(fs.readFileSync('/proc/1/status', 'latin1'));
try {
  fs.writeFileSync('/written', '');
  console.log('Root:\twritable');
} catch (error) {
  console.log(`Root:\t${error.code}`);
}
