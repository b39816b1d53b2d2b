using System.Text;
using System.Text.Json;

namespace Init.Cli;

/// <summary>`list --pm2-json`: what `pm2 jlist` prints, for what reads that. What PM2 knows and pm1 does not is null;
/// environments are left out, because they hold secrets.</summary>
internal static class Pm2List
{
    /// <param name="now">Milliseconds since 1970.</param>
    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static string Of(JsonElement list, long now)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var created = now - Milliseconds(list);
            json.WriteStartArray();
            foreach (var app in list.GetProperty("apps").EnumerateArray())
            {
                foreach (var worker in ListTable.Workers(app))
                {
                    Write(json, app, worker, now, created);
                }
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, JsonElement app, JsonElement worker, long now, long created)
    {
        var name = app.GetProperty("name").ToString();
        json.WriteStartObject();
        json.WriteNumber("pid", worker.GetProperty("pid").GetInt32());
        json.WriteString("name", name);
        json.WriteStartObject("pm2_env");
        json.WriteString("name", name);
        json.WriteString("namespace", "default");
        json.WriteString("status", Status(worker.GetProperty("state").ToString()));
        json.WriteString("exec_mode", app.GetProperty("share").ToString() == "none" ? "fork_mode" : "cluster_mode");
        json.WriteNumber("instances", app.GetProperty("wanted").GetInt32());
        json.WriteNumber("NODE_APP_INSTANCE", worker.GetProperty("slot").GetInt32());
        json.WriteNumber("pm_uptime", now - Milliseconds(worker));
        json.WriteNumber("created_at", created);
        json.WriteNumber("restart_time", worker.GetProperty("restarts").GetInt64());
        json.WriteNumber("unstable_restarts", 0);
        foreach (var unknown in (string[])
            ["pm_exec_path", "pm_cwd", "exec_interpreter", "node_version", "exit_code", "autorestart", "watch"])
        {
            json.WriteNull(unknown);
        }

        json.WriteEndObject();
        WriteId(json, app, worker);
        json.WriteStartObject("monit");
        json.WriteNumber("memory", ListTable.Find(worker, "rssBytes")?.GetInt64() ?? 0);
        json.WriteNumber("cpu", ListTable.Find(worker, "cpuPercent")?.GetDouble() ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>During a replacement PM2 calls the old one `_old_0`, and so each has a name of its own.</summary>
    private static void WriteId(Utf8JsonWriter json, JsonElement app, JsonElement worker)
    {
        var slot = worker.GetProperty("slot").GetInt32();
        var hasSuccessor = app.GetProperty("workers").EnumerateArray().Any(other =>
            other.GetProperty("slot").GetInt32() == slot
            && other.GetProperty("generation").GetInt32() > worker.GetProperty("generation").GetInt32());
        if (hasSuccessor)
        {
            json.WriteString("pm_id", $"_old_{slot}");
        }
        else
        {
            json.WriteNumber("pm_id", slot);
        }
    }

    private static string Status(string state) => state switch
    {
        "ready" => "online",
        "starting" => "launching",
        "backoff" => "waiting restart",
        "stopped" => "stopped",
        _ => "stopping",
    };

    private static long Milliseconds(JsonElement element) =>
        (long)((ListTable.Find(element, "uptimeSeconds")?.GetDouble() ?? 0) * 1000);
}
