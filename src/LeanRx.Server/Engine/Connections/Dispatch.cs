using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>What every command begins with.</summary>
internal static class Dispatch
{
    /// <summary>The session that a frame means.</summary>
    /// <exception cref="CommandRefusedException">4105: it is not open on this connection.</exception>
    public static Session SessionOf(ClientConnection connection, Frame frame) =>
        connection.SessionOf(frame) ?? throw new CommandRefusedException(ErrorCodes.SessionRequired, "This client is not logged in on this connection.");

    /// <summary>Counts a command against its rate limit.</summary>
    /// <exception cref="RateExceededException">It is over the limit.</exception>
    public static void Count(Session session, RateKind kind, Frame frame, string? operation = null)
    {
        if (!session.App.Rates.TryCount(session.ClientId, kind, frame.Command, operation))
            throw new RateExceededException(kind == RateKind.Send ? ErrorCodes.MessageSentQuotaExceeded : ErrorCodes.ConversationApiQuotaExceeded);
    }

    public static CommandRefusedException Unknown(Frame frame, string? operation) =>
        new(ErrorCodes.UnparseableRawMessage, $"This server does not know the command '{Short(frame.Command)}{(operation is null ? "" : "/")}{Short(operation)}'.");

    /// <summary>Client ids as they came, without nulls, empty ones and repetitions (protocol.md §11.2 row 13).</summary>
    public static List<string> Distinct(IReadOnlyList<string>? clientIds) =>
        [.. (clientIds ?? []).Where(id => !string.IsNullOrEmpty(id)).Distinct(StringComparer.Ordinal)];

    static string? Short(string? text) => text is { Length: > 40 } ? text[..40] : text;
}
