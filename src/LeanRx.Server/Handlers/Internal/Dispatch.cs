using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What every command begins with.</summary>
internal static class Dispatch
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
                RequireCount(session, patches?.Count ?? 0, "patches");
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

    // protocol.md §11.2 row 13
    /// <summary>Client ids as they came, without nulls, empty ones and repetitions.</summary>
    public static List<string> Distinct(IReadOnlyList<string>? clientIds) =>
        [.. (clientIds ?? []).Where(id => !string.IsNullOrEmpty(id)).Distinct(StringComparer.Ordinal)];

    /// <summary>The ids that a command names, as with <see cref="Distinct"/>.</summary>
    /// <exception cref="OperationRefusedException">4301: it names nobody, or too many.</exception>
    public static List<string> Named(ISeat session, IReadOnlyList<string>? ids, string field)
    {
        RequireCount(session, ids?.Count ?? 0, field);
        var named = Distinct(ids);
        return named.Count > 0 ? named : throw new OperationRefusedException(ErrorCodes.ConversationApiFailed, $"The field {field} names nobody.");
    }

    /// <summary>The same for clients that need not be there yet.</summary>
    /// <exception cref="OperationRefusedException">4301, or 4103: an id is too long.</exception>
    public static List<string> NamedClients(ISeat session, IReadOnlyList<string>? clientIds, string field)
    {
        var (named, most) = (Named(session, clientIds, field), session.App.Services.Limits.MaxClientIdLength);
        return named.TrueForAll(clientId => clientId.Length <= most) ? named
            : throw new OperationRefusedException(ErrorCodes.InvalidLogin, $"A client id has 1 to {most} characters.");
    }

    /// <exception cref="OperationRefusedException">4301: a command names more than it may.</exception>
    public static void RequireCount(ISeat session, int count, string field)
    {
        var most = session.App.Services.Limits.MaxNamedIds;
        if (count > most)
            throw new OperationRefusedException(ErrorCodes.ConversationApiFailed, $"The field {field} has {count} entries; at most {most} are taken.");
    }

    static string? Short(string? text) => text is { Length: > 40 } ? text[..40] : text;
}
