using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Http.Internal;
using LeanRx.Options.Internal;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Moderation.Internal;

// protocol.md §4.9
/// <summary>Reads the roles of a conversation, which SDKs find as rows of a class: <c>GET {api}/1.1/classes/_ConversationMemberInfo</c>.</summary>
internal sealed class RoleQuery(ISession session)
{
    public const int PageSize = 100;

    const int MaxAnswerBytes = 1024 * 1024;

    LeanClientOptions Options => session.Options;

    public async Task<Dictionary<string, MemberRole>> AllAsync(string conversationId, CancellationToken cancellationToken)
    {
        var roles = new Dictionary<string, MemberRole>(StringComparer.Ordinal);
        for (var skip = 0; ; skip += PageSize)
        {
            var start = skip;
            var rows = await session.AskWithTokenAsync((sessionToken, cancellationToken) => PageAsync(conversationId, start, sessionToken, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            foreach (var (clientId, role) in rows)
                roles[clientId] = role;
            if (rows.Count < PageSize)
                return roles;
        }
    }

    async Task<List<(string ClientId, MemberRole Role)>> PageAsync(string conversationId, int skip, string sessionToken, CancellationToken cancellationToken)
    {
        var where = JsonObjects.ToElement(new JsonObject { ["cid"] = conversationId }, nameof(conversationId), 1).GetRawText();
        var query = $"1.1/classes/_ConversationMemberInfo?client_id={Uri.EscapeDataString(Options.ClientId)}" +
            $"&where={Uri.EscapeDataString(where)}&limit={PageSize}&skip={skip}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ApiAddress.Of(Options), query));
        HttpApi.Introduce(request, Options.ApplicationId, Options.ApplicationKey, sessionToken);
        using var deadline = new Deadline(Options.Scheduler, Options.CommandTimeout, cancellationToken);
        try
        {
            return Rows(await HttpApi.AskAsync(session.Network, request, MaxAnswerBytes, deadline.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandTimeoutException($"The roles of conversation {conversationId} did not come within {Text.Of(Options.CommandTimeout)} " +
                "(CommandTimeout).");
        }
    }

    static List<(string, MemberRole)> Rows(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(SurrogateCheck.HasLoneSurrogate(answer.Span) ? SurrogateCheck.Mended(answer.Span) : answer);
            var rows = new List<(string, MemberRole)>();
            foreach (var row in document.RootElement.GetProperty("results").EnumerateArray())
            {
                if (row.GetProperty("clientId").GetString() is { } clientId)
                    rows.Add((clientId, RoleNames.RoleOf(row.GetProperty("role").GetString())));
            }
            return rows;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidResponseException("The server's answer is no list of roles.", exception);
        }
    }
}
