using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>How a subscription of a service conversation is written.</summary>
static class SubscriptionJson
{
    public static void Write(Utf8JsonWriter json, Subscription subscription)
    {
        json.WriteStartObject();
        json.WriteNumber("timestamp"u8, subscription.SubscribedAt.ToUnixTimeMilliseconds());
        json.WriteString("subscriber"u8, subscription.ClientId);
        json.WriteString("conv_id"u8, subscription.ConversationId);
        json.WriteEndObject();
    }
}
