/** For `npm run mutate`: the engine's tests take the sources for the package, so that nothing is to be built. */
module.exports = {
	...require('./jest.config'),
	moduleNameMapper: { '^(.+)/dist/(nodes|credentials)/(.+)\\.js$': '$1/$2/$3.ts' },
};
