using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

public partial class RestAdversaryTests
{
    static async Task AssertAnsweredAsync(HttpResponseMessage answer, string request)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode < 500, $"{request}: {answer.StatusCode} {text}");
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/json", request);
        using var document = JsonDocument.Parse(text);
        if (!answer.IsSuccessStatusCode)
            Assert.True(document.RootElement.GetProperty("code").GetInt32() >= 400 && document.RootElement.GetProperty("error").GetString()!.Length > 0,
                request);
    }

    /// <summary>The answer has the members that the document promises, each of its type, and no others but columns of a conversation or a device.</summary>
    static async Task AssertShapeAsync(HttpResponseMessage answer, Operation operation, JsonElement schemas)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var promised = operation.Description.GetProperty("responses").GetProperty($"{(int)answer.StatusCode}").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema");
        var isArray = !promised.TryGetProperty("$ref", out var reference);
        var name = (isArray ? promised.GetProperty("items").GetProperty("$ref") : reference).GetString()!.Split('/')[^1];
        var schema = schemas.GetProperty(name);
        foreach (var item in isArray ? document.RootElement.EnumerateArray().AsEnumerable() : [document.RootElement])
        {
            Assert.Empty(Texts(schema.GetProperty("required")).Except(item.EnumerateObject().Select(member => member.Name)));
            foreach (var member in item.EnumerateObject())
                if (schema.GetProperty("properties").TryGetProperty(member.Name, out var property))
                    Assert.True(Fits(property.GetProperty("type").GetString()!, member.Value), $"{operation.Method} {operation.Path}: {member}");
                else
                    Assert.True(name is "Conversation" or "Installation", $"{operation.Method} {operation.Path}: {member}");
        }

        static bool Fits(string type, JsonElement value) => type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object,
        };
    }

    /// <summary>All that was taken can be read again, by operators and by clients.</summary>
    async Task AssertWholeAsync(LeanServer server)
    {
        var all = (await AskAsync(server, "GET", "/1.1/classes/_Conversation?limit=1000")).GetProperty("results");
        Assert.NotEqual(0, all.GetArrayLength());
        Assert.NotEqual(0, (await AskAsync(server, "GET", "/1.2/rtm/messages?limit=1000")).GetArrayLength());
        var reader = await LoginAsync(server, "reader");
        var serial = 10;
        foreach (var conversation in all.EnumerateArray())
        {
            serial++;
            var found = await reader.AskAsync(serial,
                $$$"""{"cmd":"conv","op":"query","peerId":"reader","i":{{{serial}}},"where":{"objectId":"{{{conversation.GetProperty("objectId").GetString()}}}"}}""");
            Assert.Equal(1, found.GetProperty("results").GetArrayLength());
        }
    }
}
