using System.Text;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Reads recordings, and knows where it is when something is wrong.</summary>
sealed class RecordingReader(ReadOnlyMemory<byte> file)
{
    int _position;
    long _ticks;
    int _recordStart;

    bool IsAtEnd => _position == file.Length;

    public RecordingHeader ReadHeader()
    {
        var mark = RecordingFormat.Mark;
        if (file.Length < mark.Length || !file.Span[..mark.Length].SequenceEqual(mark))
            throw new RecordingFormatException("This is no recording of LeanRx: it does not begin with its mark.", 0);
        _position = mark.Length;
        var version = Byte("its version");
        if (version is 0 or > RecordingFormat.Version)
            throw new RecordingFormatException($"The recording was written in version {version} of the format; this library reads versions 1 to " +
                $"{RecordingFormat.Version}. Read it with a newer LeanRx.Testing.", mark.Length);
        var start = _position;
        try
        {
            return RecordingHeader.FromJson(Bytes("its header"));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException
            || exception is FormatException and not RecordingFormatException)
        {
            throw new RecordingFormatException($"The header of the recording cannot be read: {exception.Message}", start);
        }
    }

    /// <param name="mayBeCutOff">Whether to take a recording that has no end for what it holds.</param>
    /// <returns>The events, and how long was recorded.</returns>
    public (List<SessionEvent> Events, TimeSpan Duration) ReadEvents(bool mayBeCutOff)
    {
        var events = new List<SessionEvent>();
        while (true)
        {
            _recordStart = _position;
            try
            {
                if (IsAtEnd)
                    throw new RecordingFormatException($"The recording is cut off: it ends after record {events.Count} without saying so.", _position);
                var kind = Byte("a record");
                if (kind == RecordingFormat.End)
                {
                    ReadEnd(events.Count);
                    return (events, new TimeSpan(_ticks));
                }
                events.Add(Read(kind, events.Count + 1));
            }
            catch (RecordingFormatException) when (mayBeCutOff && IsAtEnd)
            {
                return (events, events.Count == 0 ? TimeSpan.Zero : events[^1].At);
            }
        }
    }

    SessionEvent Read(byte kind, int number)
    {
        var what = $"record {number}";
        if (kind is not (>= (byte)SessionEventKind.Dialled and <= (byte)SessionEventKind.HungUp or
            >= (byte)SessionEventKind.RouteAsked and <= (byte)SessionEventKind.MissedEventsFailed))
            throw new RecordingFormatException($"Record {number} is of kind {kind}, which this library does not know.", _recordStart);
        _ticks += Number(what);
        var read = new SessionEvent(new TimeSpan(_ticks), (SessionEventKind)kind);
        return read.Kind switch
        {
            SessionEventKind.Dialled => read with { Address = Address(what), Subprotocol = Text(what) },
            SessionEventKind.Sent or SessionEventKind.Received => read with { IsText = Byte(what) == 1, Payload = Bytes(what) },
            SessionEventKind.RouteAsked => read with { Address = Address(what) },
            SessionEventKind.Routed => read with { Route = ReadRoute(what) },
            SessionEventKind.RouteFailed or SessionEventKind.MissedEventsFailed => read with { Code = (int)Number(what), Failure = Text(what) },
            SessionEventKind.MissedEventsReceived => read with { IsText = true, Payload = Bytes(what) },
            SessionEventKind.Discarded => read with { Size = Number(what) },
            SessionEventKind.Closed => read with { Close = new TransportClose((int)Number(what)) { Reason = Text(what) } },
            _ => read,
        };
    }

    ServerRoute ReadRoute(string what)
    {
        var server = Address(what);
        var secondary = Text(what);
        var timeToLive = new TimeSpan(Number(what));
        if (secondary.Length == 0)
            return new ServerRoute(server, timeToLive);
        return Uri.TryCreate(secondary, UriKind.Absolute, out var address) ? new ServerRoute(server, timeToLive) { Secondary = address }
            : throw new RecordingFormatException($"The address in {what} is none.", _recordStart);
    }

    void ReadEnd(int count)
    {
        _ticks += Number("its end");
        var written = Number("its end");
        if (written != count)
            throw new RecordingFormatException($"The recording says that it has {written} records, but has {count}.", _recordStart);
        if (!IsAtEnd)
            throw new RecordingFormatException($"{file.Length - _position} bytes follow the end of the recording.", _position);
    }

    Uri Address(string what) =>
        Uri.TryCreate(Text(what), UriKind.Absolute, out var address) ? address
            : throw new RecordingFormatException($"The address in {what} is none.", _recordStart);

    string Text(string what) => Encoding.UTF8.GetString(Bytes(what).Span);

    ReadOnlyMemory<byte> Bytes(string what)
    {
        var length = Number(what);
        if (length is < 0 or > RecordingFormat.MaxLength)
            throw new RecordingFormatException($"A length of {length} bytes in {what} cannot be.", _recordStart);
        if (length > file.Length - _position)
        {
            var left = file.Length - _position;
            _position = file.Length;
            throw new RecordingFormatException($"The recording is cut off in {what}: {length} bytes should follow, {left} do.", _position);
        }
        _position += (int)length;
        return file.Slice(_position - (int)length, (int)length);
    }

    long Number(string what)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte(what);
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return (long)number;
        }
        throw new RecordingFormatException($"A number in {what} does not end.", _recordStart);
    }

    byte Byte(string what)
    {
        if (IsAtEnd)
            throw new RecordingFormatException($"The recording is cut off in {what}.", _position);
        return file.Span[_position++];
    }
}
