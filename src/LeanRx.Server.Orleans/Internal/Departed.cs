using LeanRx.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Gives up nodes of which only the row is left, before this one joins: it is asked of them all, and nobody else may be there to do it.</summary>
sealed class Departed(ClusterRows rows, DeathEvidence evidence, ILogger log)
{
    /// <summary>Who is alive says so every three seconds.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(9);

    public async Task GiveUpAsync()
    {
        var nodes = await rows.ReadActiveAsync().ConfigureAwait(false);
        var findings = await Task.WhenAll(nodes.Select(node => FindAsync(node.Node, node.Silence))).ConfigureAwait(false);
        foreach (var (node, isGone) in findings)
            if (isGone is { } gone)
            {
                ClusterLog.Departed(log, node);
                await rows.GiveUpAsync(node, gone).ConfigureAwait(false);
            }
    }

    /// <returns>Null for a node that may be there; or whether its process answers nobody any more.</returns>
    async Task<(ClusterNode Node, bool? IsGone)> FindAsync(ClusterNode node, TimeSpan silence) =>
        await evidence.RefusesAsync(node).ConfigureAwait(false) ? (node, true)
            : silence > Silence && await evidence.AnswersAsync(node).ConfigureAwait(false) is null ? (node, false) : (node, null);
}
