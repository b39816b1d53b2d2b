// slow_answer.js PORT MILLISECONDS: says when a request came, and answers it later.
const [port, milliseconds] = process.argv.slice(2).map(Number);
require('http').createServer((request, response) => {
  console.log('asked');
  setTimeout(() => response.end('done'), milliseconds);
}).listen(port);
