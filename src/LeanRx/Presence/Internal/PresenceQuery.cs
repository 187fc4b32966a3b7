using LeanRx.Connections.Internal;
using LeanRx.Protocol;

namespace LeanRx.Presence.Internal;

// protocol.md §4.1.6; S133
/// <summary>Asks who is online: as many frames as it takes, all at once.</summary>
internal static class PresenceQuery
{
    /// <summary>More ids in a frame are ignored by the server.</summary>
    public const int IdsPerFrame = 20;

    /// <summary>Those of the ids that are online, in their order.</summary>
    /// <param name="ids">Ids without repetitions.</param>
    public static async Task<IReadOnlyList<string>> AskAsync(ISession session, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var answers = new Task<Frame>[(ids.Count + IdsPerFrame - 1) / IdsPerFrame];
        for (var index = 0; index < answers.Length; index++)
        {
            var some = ids.Skip(index * IdsPerFrame).Take(IdsPerFrame).ToList();
            answers[index] = session.ExecuteAsync(new SessionFrame { Operation = SessionOperations.Query, ClientIds = some }, repeatable: true,
                cancellationToken);
        }
        var online = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in await Task.WhenAll(answers).ConfigureAwait(false))
        {
            if (answer is not SessionFrame found)
                throw new InvalidResponseException("The server answered session/query with another command.");
            online.UnionWith(found.OnlineClientIds ?? []);
        }
        return [.. ids.Where(online.Contains)];
    }
}
