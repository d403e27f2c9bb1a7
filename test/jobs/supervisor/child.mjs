// A job for the tests of the supervisor: reports, and then lives or fails as its argument says.
const [manner] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
if (manner === 'waits') process.send({ state: 'STARTING', metrics: {}, waits: 'for a place' });
else process.send({ state: 'RUNNING', metrics: { pid: process.pid } });
process.send({ state: 'NONSENSE', metrics: 'none' });
setInterval(() => {}, 1_000);
if (manner === 'fails') {
  console.error('first line\nwhat went wrong');
  process.exitCode = 1;
  process.disconnect();
  setTimeout(() => process.exit(1), 20);
}
