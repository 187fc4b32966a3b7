namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>Fields that several operations take.</summary>
static class RestFields
{
    public static RestField ClientIds { get; } = new("client_ids", RestType.Texts, "The clients.") { IsRequired = true };

    public static RestField FromClient { get; } =
        new("from_client", RestType.Text, "The sender that receivers see; it need not be a member.") { IsRequired = true };

    public static RestField Message { get; } = new("message", RestType.Text, "The body, as clients send it.") { IsRequired = true };

    public static RestField Push { get; } = new("push", RestType.Json, "Taken and not used: nobody is notified on devices of what is for all.");

    public static RestField Where { get; } = new("where", RestType.Json, "Conditions on columns; default none.");

    public static RestField Skip { get; } = new("skip", RestType.Number, "How many to pass over; default 0.") { Minimum = 0 };

    public static RestField Next { get; } = new("next", RestType.Text, "What the page before gave as next; default the first page.");

    public static RestField Priority(string fallback) =>
        new("priority", RestType.Text,
        $"In a chat room: high, normal or low, what is dropped last or first for those who read too slowly; default {fallback}.");

    public static DeliveryPriority PriorityOf(RestCall call, DeliveryPriority fallback) => call.Text("priority")?.ToUpperInvariant() switch
    {
        null => fallback,
        "HIGH" => DeliveryPriority.High,
        "NORMAL" => DeliveryPriority.Normal,
        "LOW" => DeliveryPriority.Low,
        _ => throw new RestFaultException(400, "The field priority must be high, normal or low."),
    };

    public static RestField Limit(int fallback, int most) =>
        new("limit", RestType.Number, $"How many at most; default {fallback}, up to {most}. 0 is none.") { Minimum = 0 };

    public static int LimitOf(RestCall call, int fallback, int most) => (int)Math.Clamp(call.Number("limit") ?? fallback, 0, most);

    public static int SkipOf(RestCall call) => (int)Math.Clamp(call.Number("skip") ?? 0, 0, int.MaxValue);
}
