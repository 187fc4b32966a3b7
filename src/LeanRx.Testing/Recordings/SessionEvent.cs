using System.Text;

namespace LeanRx.Testing;

/// <summary>An event between a client and its server, as recorded.</summary>
public sealed record SessionEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="at">The time since recording began.</param>
    /// <param name="kind">The kind of event.</param>
    public SessionEvent(TimeSpan at, SessionEventKind kind)
    {
        At = at;
        Kind = kind;
    }

    /// <summary>The time since recording began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>The kind of event.</summary>
    public SessionEventKind Kind { get; init; }

    /// <summary>The payload that was sent or received, or a page of notifications as JSON; else empty.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Whether the payload was a text message.</summary>
    public bool IsText { get; init; }

    /// <summary>Bytes of a payload that was thrown away; else 0.</summary>
    public long Size { get; init; }

    /// <summary>Where the client dialled, or the router that it asked; else null.</summary>
    public Uri? Address { get; init; }

    /// <summary>What the router answered; else null.</summary>
    public ServerRoute? Route { get; init; }

    /// <summary>Why a question was not answered; else null.</summary>
    public string? Failure { get; init; }

    /// <summary>The code with which a question was refused; 0 where it failed otherwise, or was no failure.</summary>
    public int Code { get; init; }

    /// <summary>The dialect that it offered; else null.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>Why the socket closed; else null.</summary>
    public TransportClose? Close { get; init; }

    /// <summary>The instant and what happened, in one line.</summary>
    public override string ToString() => $"{At:c} " + Kind switch
    {
        SessionEventKind.Dialled => $"dialled {Address} ({Subprotocol})",
        SessionEventKind.Sent => $"→ {Text()}",
        SessionEventKind.Received => $"← {Text()}",
        SessionEventKind.Discarded => $"discarded {Size} bytes",
        SessionEventKind.Closed => $"closed with {Close!.Code}: {Close.Reason}",
        SessionEventKind.Opened => "opened",
        SessionEventKind.RouteAsked => $"asked {Address} for a route",
        SessionEventKind.Routed => $"routed to {Route!.Server}",
        SessionEventKind.RouteFailed => $"got no route: {Failure}",
        SessionEventKind.MissedEventsAsked => "asked for missed events",
        SessionEventKind.MissedEventsReceived => $"missed {Text()}",
        SessionEventKind.MissedEventsFailed => $"got no missed events: {Failure}",
        _ => "hung up",
    };

    string Text() => IsText ? Encoding.UTF8.GetString(Payload.Span) : Convert.ToHexString(Payload.Span);
}
