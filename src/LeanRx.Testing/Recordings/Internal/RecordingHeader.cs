using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>What a replay has to know of the client that was recorded.</summary>
sealed record RecordingHeader(DateTimeOffset Start, LeanClientOptions Options)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["start"] = Start.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["server"] = Options.Server.ToString(),
        ["secure"] = Options.RequireTls,
        ["clientId"] = Options.ClientId,
        ["applicationId"] = Options.ApplicationId,
        ["tag"] = Options.Tag,
        ["deviceId"] = Options.DeviceId,
        ["connectTimeout"] = Options.ConnectTimeout.Ticks,
        ["openTimeout"] = Options.OpenTimeout.Ticks,
        ["commandTimeout"] = Options.CommandTimeout.Ticks,
        ["offlineTimeout"] = Options.OfflineTimeout.Ticks,
        ["keepAliveInterval"] = Options.KeepAliveInterval.Ticks,
        ["keepAliveTimeout"] = Options.KeepAliveTimeout.Ticks,
    }, RecordingJson.Default.JsonObject);

    public static RecordingHeader FromJson(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var header = document.RootElement;
        TimeSpan Time(string name) => new(header.GetProperty(name).GetInt64());
        return new RecordingHeader(header.GetProperty("start").GetDateTimeOffset(), new LeanClientOptions
        {
            Server = new Uri(header.TryGetProperty("server", out var server) ? server.GetString()! : "ws://replay"),
            RequireTls = !header.TryGetProperty("secure", out var secure) || secure.GetBoolean(),
            ClientId = header.GetProperty("clientId").GetString()!,
            ApplicationId = header.GetProperty("applicationId").GetString()!,
            Tag = header.GetProperty("tag").GetString(),
            DeviceId = header.GetProperty("deviceId").GetString(),
            ConnectTimeout = Time("connectTimeout"),
            OpenTimeout = Time("openTimeout"),
            CommandTimeout = Time("commandTimeout"),
            OfflineTimeout = Time("offlineTimeout"),
            KeepAliveInterval = Time("keepAliveInterval"),
            KeepAliveTimeout = Time("keepAliveTimeout"),
        });
    }
}
