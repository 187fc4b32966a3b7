using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>
/// One recorded connection: from its dial to its end. Knows which of the recorded frames the client has sent again, and under which serial ids.
/// </summary>
sealed class ReplaySegment
{
    /// <summary>Recorded serial ids that nobody waits for are moved out of the way of those that somebody does.</summary>
    const long Nobodys = 1_000_000_000;

    readonly List<Expected> _expected = [];
    readonly Dictionary<long, long> _serials = [];
    readonly HashSet<SessionEvent> _afterSent;

    ReplaySegment(SessionEvent dial, IReadOnlyList<SessionEvent> events)
    {
        DialledAt = dial.At;
        Address = dial.Address!;
        Events = [.. events.Where(it => it.Kind is not SessionEventKind.Sent)];
        _afterSent = events.Zip(events.Skip(1)).Where(pair => pair.First.Kind is SessionEventKind.Sent).Select(pair => pair.Second)
            .ToHashSet<SessionEvent>(ReferenceEqualityComparer.Instance);
        foreach (var sent in events.Where(it => it.Kind is SessionEventKind.Sent))
            if (ShapeOf(sent.Payload) is { } shape)
                _expected.Add(new Expected(shape, SerialOf(sent.Payload), Encoding.UTF8.GetString(sent.Payload.Span)));
    }

    public TimeSpan DialledAt { get; }

    public Uri Address { get; }

    /// <summary>What the client hears.</summary>
    public IReadOnlyList<SessionEvent> Events { get; }

    /// <summary>Whether the client had sent something right before an event.</summary>
    public bool IsAfterSent(SessionEvent what) => _afterSent.Contains(what);

    /// <summary>Recorded frames that the client has not sent.</summary>
    public IEnumerable<string> Missing => _expected.Select(it => it.Text);

    public static IReadOnlyList<ReplaySegment> Split(IReadOnlyList<SessionEvent> events)
    {
        var dials = Enumerable.Range(0, events.Count).Where(index => events[index].Kind == SessionEventKind.Dialled).Append(events.Count).ToArray();
        return [.. dials.Zip(dials.Skip(1), (start, end) => new ReplaySegment(events[start], [.. events.Skip(start + 1).Take(end - start - 1)]))];
    }

    /// <summary>Takes note of a frame of the client. False when none like it was recorded here.</summary>
    public bool TakeSent(ReadOnlyMemory<byte> payload)
    {
        if (ShapeOf(payload) is not { } shape)
            return true;
        var index = _expected.FindIndex(it => it.Shape == shape);
        if (index < 0)
            return false;
        if (_expected[index].Serial is { } recorded && SerialOf(payload) is { } actual)
            _serials[recorded] = actual;
        _expected.RemoveAt(index);
        return true;
    }

    /// <summary>A recorded payload as the client is to hear it: an answer carries the serial id under which the client asked this time.</summary>
    public ReadOnlyMemory<byte> Readdress(ReadOnlyMemory<byte> payload)
    {
        if (SerialOf(payload) is not { } recorded || recorded == 0)
            return payload;
        var frame = (JsonObject)JsonNode.Parse(payload.Span)!;
        frame["i"] = _serials.TryGetValue(recorded, out var actual) ? actual : recorded % Nobodys + Nobodys;
        return JsonSerializer.SerializeToUtf8Bytes(frame, RecordingJson.Default.JsonObject);
    }

    /// <summary>What makes two frames the same but for their serial ids and contents; null for heartbeats and what is no frame.</summary>
    static string? ShapeOf(ReadOnlyMemory<byte> payload) =>
        Parse(payload) is { } frame && frame["cmd"] is { } command ? $"{command} {frame["op"]} {frame["cid"]}" : null;

    static long? SerialOf(ReadOnlyMemory<byte> payload) =>
        Parse(payload)?["i"] is JsonValue value && value.TryGetValue<long>(out var serial) ? serial : null;

    static JsonObject? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonNode.Parse(payload.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record Expected(string Shape, long? Serial, string Text);
}
