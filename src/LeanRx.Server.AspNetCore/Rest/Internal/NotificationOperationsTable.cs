using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §4.16
/// <summary>Pushes that a client fetches again after it was away. Its session token says who it is.</summary>
static class NotificationOperationsTable
{
    const string Summary = "Pushes about conversations since a time, for the client whose session token the header X-LC-IM-Session-Token carries.";

    public static IReadOnlyList<RestOperation> All { get; } = [Operation("/1.1/rtm/notifications"), Operation("/1.2/rtm/notifications")];

    static RestOperation Operation(string path) => new("GET", path, Permission.ReadNotifications, Summary, AnswerAsync)
    {
        Answer = RestShapes.Notifications,
        Opens = Credentials.SessionToken,
        Query =
        [
            new("client_id", RestType.Text, "The client.") { IsRequired = true },
            new("start_ts", RestType.Number, "The serverTs of the last push that the client knows; default 0, all that is kept."),
            new("notification_type", RestType.Text, "\"permanent\" for a flat answer; default: permanent and droppable pushes apart."),
        ],
    };

    static async Task<RestAnswer> AnswerAsync(RestCall call)
    {
        var page = await call.Application.Clients.FindNotificationsAsync(call.Required("client_id"), call.SessionToken, call.Number("start_ts") ?? 0)
            .ConfigureAwait(false);
        return RestAnswer.Object(json =>
        {
            if (call.Text("notification_type") == "permanent")
            {
                WritePage(json, page, isFlat: true);
                return;
            }

            json.WriteStartObject("permanent"u8);
            WritePage(json, page, isFlat: false);
            json.WriteEndObject();
            json.WriteStartObject("droppable"u8);
            json.WriteBoolean("invalidLocalConvCache"u8, !page.IsComplete);
            json.WriteStartArray("notifications"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    static void WritePage(Utf8JsonWriter json, NotificationPage page, bool isFlat)
    {
        json.WriteBoolean("hasMore"u8, page.HasMore);
        json.WriteStartArray("notifications"u8);
        foreach (var notification in page.Notifications)
        {
            var push = JsonNode.Parse(notification.Frame)!.AsObject();
            if (isFlat)
                Flatten(push);
            push.WriteTo(json);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// The JavaScript SDK looks the operation up by the name of its enum, and reads columns as its protobuf message holds them: as text in <c>data</c>.
    /// </summary>
    static void Flatten(JsonObject push)
    {
        push["op"] = push["op"]!.GetValue<string>().Replace('-', '_');
        foreach (var name in (string[])["attr", "attrModified"])
            if (push[name] is { } columns)
                push[name] = new JsonObject { ["data"] = columns.ToJsonString() };
    }
}
