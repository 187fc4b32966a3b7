using System.Text;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Writes recordings.</summary>
sealed class RecordingWriter(Stream output)
{
    readonly MemoryStream _record = new();
    long _lastTicks;
    long _count;

    public void WriteHeader(RecordingHeader header)
    {
        output.Write(RecordingFormat.Mark);
        output.WriteByte(RecordingFormat.Version);
        Bytes(header.ToJson());
        Flush();
    }

    public void Write(SessionEvent what)
    {
        _record.WriteByte((byte)what.Kind);
        Number(what.At.Ticks - _lastTicks);
        _lastTicks = what.At.Ticks;
        switch (what.Kind)
        {
            case SessionEventKind.Dialled:
                Text(what.Address!.ToString());
                Text(what.Subprotocol!);
                break;
            case SessionEventKind.Sent or SessionEventKind.Received:
                _record.WriteByte(what.IsText ? (byte)1 : (byte)0);
                Bytes(what.Payload.Span);
                break;
            case SessionEventKind.Discarded:
                Number(what.Size);
                break;
            case SessionEventKind.RouteAsked:
                Text(what.Address!.ToString());
                break;
            case SessionEventKind.Routed:
                Text(what.Route!.Server.ToString());
                Text(what.Route.Secondary?.ToString() ?? "");
                Number(what.Route.TimeToLive.Ticks);
                break;
            case SessionEventKind.RouteFailed or SessionEventKind.MissedEventsFailed:
                Number(what.Code);
                Text(what.Failure!);
                break;
            case SessionEventKind.MissedEventsReceived:
                Bytes(what.Payload.Span);
                break;
            case SessionEventKind.Closed:
                Number(what.Close!.Code);
                Text(what.Close.Reason ?? "");
                break;
        }
        _count++;
        Flush();
    }

    public void WriteEnd(TimeSpan at)
    {
        _record.WriteByte(RecordingFormat.End);
        Number(at.Ticks - _lastTicks);
        Number(_count);
        Flush();
        output.Flush();
    }

    /// <summary>A record goes out whole, so that only a crash of the machine can cut it.</summary>
    void Flush()
    {
        _record.WriteTo(output);
        _record.SetLength(0);
    }

    void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _record.Write(bytes);
    }

    void Number(long number)
    {
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7)
            _record.WriteByte((byte)(rest | 0x80));
        _record.WriteByte((byte)rest);
    }
}
