using LeanRx.Protocol;
namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.4
/// <summary>Subscriptions of service conversations in the older spelling.</summary>
static class OldSubscriptionTable
{
    const string Path = "/1.1/rtm/conversation";
    const int MaxPage = 50;

    static readonly RestField s_conversation = new("conv_id", RestType.Text, "The service conversation.") { IsRequired = true };

    static readonly RestField s_client = new("client_id", RestType.Text, "The client.") { IsRequired = true };

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", $"{Path}/subscription", Permission.JoinConversation, "Let a client subscribe, in the older spelling.", static call =>
            ConversationOperationsTable.SubscribeAsync(call, call.Required("conv_id"), call.Required("client_id"))) { Body = [s_conversation, s_client] },
        new("DELETE", $"{Path}/subscription", Permission.LeaveConversation, "End a client's subscription, in the older spelling.", static call =>
            ConversationOperationsTable.UnsubscribeAsync(call, call.Required("conv_id"), call.Required("client_id"))) { Query = [s_conversation, s_client] },
        new("GET", $"{Path}/subscription", Permission.ReadSubscriptions, "Subscribers in the order in which they came, in the older spelling.", static call =>
            ConversationOperationsTable.SubscribersAsync(call, call.Required("conv_id")))
        {
            Answer = RestShapes.Subscriptions,
            Query = [s_conversation, RestFields.Limit(MaxPage, MaxPage),
                new("client_id", RestType.Text, "The subscriber behind which the page begins; default the first page.")],
        },
        new("GET", $"{Path}/subscribers/count", Permission.CountMembers, "How many subscribers there are, in the older spelling.",
            CountAsync) { Answer = RestShapes.Count, Opens = Credentials.ApplicationKey, Query = [s_conversation] },
        new("GET", $"{Path}/subscribed", Permission.CountMembers, "How many subscribers there are, as the older Android SDK asks for it.",
            CountAsync) { Answer = RestShapes.Count, Opens = Credentials.ApplicationKey, Query = [s_conversation] },
    ];

    static async Task<RestAnswer> CountAsync(RestCall call) =>
        RestAnswer.Count("count",
            (await ConversationOperationsTable.RecordAsync(call, ConversationKind.Service, call.Required("conv_id")).ConfigureAwait(false)).Members.Count);
}
