using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What every command is checked for before its handler runs: its session, its rate, and that it is one that the server knows.</summary>
internal static class CommandChecks
{
    /// <summary>The session that a frame means.</summary>
    /// <exception cref="OperationRefusedException">4105: it is not open on this connection.</exception>
    public static Session SessionOf(ClientConnection connection, Frame frame) =>
        connection.SessionOf(frame) ?? throw new OperationRefusedException(ErrorCodes.SessionRequired, "This client is not logged in on this connection.");

    /// <summary>Counts what a frame requests against its rate limit. Acknowledgements are not counted.</summary>
    /// <exception cref="RateExceededException">It is over the limit.</exception>
    /// <exception cref="OperationRefusedException">4301: it requests too much at once.</exception>
    public static void Count(Session session, Frame frame)
    {
        switch (frame)
        {
            case DirectFrame:
                Count(session, RateKind.Send, frame);
                break;
            case LogsFrame:
                Count(session, RateKind.History, frame);
                break;
            case PatchFrame { Operation: PatchOperations.Modify, Patches: var patches }:
                NamedIds.RequireCount(session, patches?.Count ?? 0, "patches");
                Count(session, RateKind.Other, frame, PatchOperations.Modify, Math.Max(1, patches?.Count ?? 0));
                break;
            case ConversationFrame or BlacklistFrame:
                Count(session, RateKind.Other, frame, FrameDoors.OperationOf(frame));
                break;
            case ReportFrame report:
                Count(session, RateKind.Other, frame, report.Operation);
                break;
        }
    }

    /// <exception cref="RateExceededException">It is over the limit.</exception>
    public static void Count(Session session, RateKind kind, Frame frame, string? operation = null, int amount = 1)
    {
        if (!session.App.Rates.TryCount(session.ClientId, kind, frame.Command, operation, amount))
            throw new RateExceededException(kind == RateKind.Send ? ErrorCodes.MessageSentQuotaExceeded : ErrorCodes.ConversationApiQuotaExceeded);
    }

    public static OperationRefusedException Unknown(Frame frame, string? operation) =>
        new(ErrorCodes.UnparseableRawMessage,
            $"This server does not know the command '{Short(frame.Command)}{(operation is null ? "" : "/")}{Short(operation)}'.");

    static string? Short(string? text) => text is { Length: > 40 } ? text[..40] : text;
}
