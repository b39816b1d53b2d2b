using System.Collections.Frozen;

namespace Init.Core.NodePrograms;

/// <summary>Programs for Node that start another Node in which the app then is: they would swallow the channel. And
/// programs that are called node and are not.</summary>
internal static class Launchers
{
    private const string Modules = "/node_modules/";
    private const string DebianModules = "/usr/share/nodejs/";

    private static readonly FrozenSet<string> Names = new[]
    {
        "npm", "npm-cli", "npx", "npx-cli", "yarn", "yarnpkg", "pnpm", "pnpx", "corepack", "bun", "bunx", "lerna", "nx",
        "turbo", "rush", "npm-run-all", "npm-run-all2", "run-s", "run-p", "concurrently", "start-server-and-test",
        "tsx", "ts-node", "ts-node-esm", "ts-node-script", "ts-node-transpile-only", "ts-node-dev", "tsnd", "esno",
        "esrun", "babel-node", "@babel/node", "vite-node", "tsc-watch", "tsup", "nodemon", "node-dev", "supervisor",
        "forever", "pm2", "pm2-runtime", "pm2-dev", "pm2-docker", "naught", "cross-env", "cross-env-shell", "dotenv",
        "dotenv-cli", "dotenvx", "@dotenvx/dotenvx", "env-cmd", "doppler", "infisical", "@infisical/cli", "nest",
        "@nestjs/cli", "ng", "@angular/cli", "react-scripts", "react-app-rewired", "craco", "@craco/craco",
        "vue-cli-service", "@vue/cli-service", "nuxi", "nodejs-dashboard", "0x", "clinic", "c8", "nyc", "jest", "mocha",
        "ava", "vitest", "tap", "electron", "serverless", "sls", "gulp", "grunt", "wireit", "zx",
    }.ToFrozenSet();

    /// <summary>These serve in their own process with this word alone.</summary>
    private static readonly FrozenDictionary<string, string> ServingWith = new Dictionary<string, string>
    {
        ["next"] = "start",
        ["nuxt"] = "start",
        ["strapi"] = "start",
        ["@strapi/strapi"] = "start",
    }.ToFrozenDictionary();

    /// <param name="script">An absolute path.</param>
    /// <param name="argument">The script's first; null: it has none.</param>
    public static bool StartsAnother(string script, string? argument)
    {
        var file = FilePath.Name(script);
        // With an ending and outside of a package, the name is the app's own: forever.js may be anything.
        var names = new[]
        {
            Package(script, Modules), Package(script, DebianModules),
            file.Contains('.') && !file.StartsWith("npm-cli.", StringComparison.Ordinal) ? null : file.Split('.')[0],
            script.Contains("/.yarn/releases/", StringComparison.Ordinal) ? "yarn" : null,
        };
        return names.Any(name => name is not null
            && (Names.Contains(name) || (ServingWith.TryGetValue(name, out var word) && word != argument)));
    }

    /// <param name="program">Where the links of a program called node end.</param>
    public static bool IsForeign(string? program) =>
        program is not null && FilePath.Name(program) is "bun" or "deno" or "volta-shim" or "volta";

    /// <summary>`next` of `/app/node_modules/next/dist/bin/next`, `@scope/name` of a scoped one.</summary>
    private static string? Package(string path, string modules)
    {
        var at = path.LastIndexOf(modules, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var parts = path[(at + modules.Length)..].Split('/');
        return parts.Length > 1 && parts[0].StartsWith('@') ? $"{parts[0]}/{parts[1]}"
            : parts is [".bin", var name, ..] ? name : parts[0];
    }
}
