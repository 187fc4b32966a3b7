using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Devices.Internal;

/// <summary>What a request does to the columns of a device: plain values and storage operations.</summary>
internal static class DeviceColumns
{
    const int MaxTypeLength = 64;

    /// <exception cref="ArgumentException">A column means nothing, or they grow too large or too many.</exception>
    public static Device Apply(Device device, JsonElement columns, ServerLimits limits)
    {
        try
        {
            foreach (var column in columns.EnumerateObject())
                device = Apply(device, column, limits);
        }
        catch (OperationRefusedException refusal)
        {
            throw new ArgumentException(refusal.Message, nameof(columns), refusal);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            throw new ArgumentException("The columns must be an object of Unicode text that does not nest too deep.", nameof(columns), exception);
        }
        if (device.Columns.Count > limits.MaxColumns)
            throw new ArgumentException($"There are {device.Columns.Count} custom columns; at most {limits.MaxColumns} are kept.", nameof(columns));
        var length = device.DeviceType.Length + (device.DeviceToken?.Length ?? 0) + (device.InstallationId?.Length ?? 0)
            + device.Channels.Sum(static channel => channel.Length) + device.Columns.Sum(static column => column.Key.Length + column.Value.GetRawText().Length);
        return length <= limits.MaxDeviceLength ? device
            : throw new ArgumentException($"The device has {length} characters; at most {limits.MaxDeviceLength} are kept.", nameof(columns));
    }

    static Device Apply(Device device, JsonProperty column, ServerLimits limits) => column.Name switch
    {
        "objectId" or "createdAt" or "updatedAt" or "className" or "__type" => device,
        "deviceType" => device with { DeviceType = Text(column, MaxTypeLength) ?? throw Refused("deviceType must be a text such as ios or android") },
        "deviceToken" => device with { DeviceToken = Text(column, limits.MaxDeviceIdLength) },
        "installationId" => device with { InstallationId = Text(column, limits.MaxDeviceIdLength) },
        "badge" => device with { Badge = Badge(device, column) },
        "channels" => device with { Channels = Channels(device, column, limits) },
        _ => device with { Columns = Other(device.Columns, column, limits) },
    };

    static string? Text(JsonProperty column, int most)
    {
        if (column.Value.ValueKind == JsonValueKind.Null || ColumnOperation.IsRemoval(column.Value))
            return null;
        if (column.Value.ValueKind != JsonValueKind.String)
            throw Refused($"{column.Name} must be a text");
        return column.Value.GetString() switch
        {
            "" => null,
            { } text when text.Length <= most => text,
            { } text => throw Refused($"{column.Name} has {text.Length} characters; at most {most} are taken"),
            null => null,
        };
    }

    static int Badge(Device device, JsonProperty column)
    {
        var value = Result(JsonValue.Create(device.Badge), column);
        return value is null ? 0 : value.GetValueKind() == JsonValueKind.Number && JsonElements.Of(value).TryGetInt32(out var badge) ? Math.Max(0, badge)
            : throw Refused("badge must be a whole number");
    }

    static ImmutableArray<string> Channels(Device device, JsonProperty column, ServerLimits limits)
    {
        var before = new JsonArray([.. device.Channels.Select(static channel => (JsonNode?)JsonValue.Create(channel))]);
        if (Result(before, column) is not { } value)
            return [];
        if (value is not JsonArray list || list.Any(static item => item?.GetValueKind() != JsonValueKind.String))
            throw Refused("channels must be a list of texts");
        // Some apps name the empty channel, which is for all.
        ImmutableArray<string> channels = [.. list.Select(static item => item!.GetValue<string>()).Where(static channel => channel.Length > 0)
            .Distinct(StringComparer.Ordinal)];
        if (channels.Length > limits.MaxDeviceChannels)
            throw Refused($"channels names {channels.Length}; at most {limits.MaxDeviceChannels} are kept");
        return channels.All(channel => ClientIds.IsFit(channel, limits)) ? channels
            : throw Refused($"a channel has 1 to {limits.MaxClientIdLength} characters, as a client id has");
    }

    static ImmutableSortedDictionary<string, JsonElement> Other(ImmutableSortedDictionary<string, JsonElement> columns, JsonProperty column,
        ServerLimits limits)
    {
        if (column.Name.Contains('.', StringComparison.Ordinal) || column.Name.Length > limits.MaxColumnNameLength)
            throw Refused($"the name of a column has at most {limits.MaxColumnNameLength} characters, and no dot");
        ColumnNames.CheckPath(column.Name, [column.Name]);
        ColumnNames.CheckValue(column.Value);
        var before = columns.TryGetValue(column.Name, out var known) ? JsonNode.Parse(known.GetRawText()) : ColumnOperation.Nothing;
        return Result(before, column) is { } value ? columns.SetItem(column.Name, JsonElements.Of(value)) : columns.Remove(column.Name);
    }

    /// <summary>The column after the change; null when there is none any more.</summary>
    static JsonNode? Result(JsonNode? before, JsonProperty column) =>
        ColumnOperation.Apply(before, column) is var value && value == ColumnOperation.Nothing ? null : value;

    static ArgumentException Refused(string why) => new(char.ToUpperInvariant(why[0]) + why[1..] + ".");
}
