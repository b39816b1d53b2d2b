// A Fastify app as its first page has it, on every address.
const fastify = require('fastify')();
fastify.get('/', async () => `${process.pid}\n`);
fastify.listen({ port: +process.argv[2], host: '0.0.0.0' });
