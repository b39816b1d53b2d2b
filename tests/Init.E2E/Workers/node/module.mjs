// The plainest server as a module, with the promise of an import before it.
const { createServer } = await import('node:http');
createServer((request, response) => response.end(`${process.pid}\n`)).listen(+process.argv[2]);
