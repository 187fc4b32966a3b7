using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>Lists of ids in commands: how many there may be, and which of them count.</summary>
internal static class NamedIds
{
    // protocol.md §11.2 row 13
    /// <summary>Client ids as they came, without nulls, empty ones and repetitions.</summary>
    public static List<string> Distinct(IReadOnlyList<string>? clientIds) =>
        [.. (clientIds ?? []).Where(id => !string.IsNullOrEmpty(id)).Distinct(StringComparer.Ordinal)];

    /// <summary>The ids that a command names, as with <see cref="Distinct"/>.</summary>
    /// <exception cref="OperationRefusedException">4301: it names nobody, or too many.</exception>
    public static List<string> Require(ISeat session, IReadOnlyList<string>? ids, string field)
    {
        RequireCount(session, ids?.Count ?? 0, field);
        var named = Distinct(ids);
        return named.Count > 0 ? named : throw new OperationRefusedException(ErrorCodes.ConversationApiFailed, $"The field {field} names nobody.");
    }

    /// <summary>The same for clients that need not be there yet.</summary>
    /// <exception cref="OperationRefusedException">4301, or 4103: an id is too long.</exception>
    public static List<string> RequireClients(ISeat session, IReadOnlyList<string>? clientIds, string field)
    {
        var (named, most) = (Require(session, clientIds, field), session.App.Services.Limits.MaxClientIdLength);
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
}
