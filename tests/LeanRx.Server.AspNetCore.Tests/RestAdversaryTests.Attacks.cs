namespace LeanRx.Server.AspNetCore.Tests;

public partial class RestAdversaryTests
{
    /// <summary>Good values for all fields, with one at a time made extreme.</summary>
    static IEnumerable<(string Path, string? Body)> Attacks(Operation operation, Place place)
    {
        var path = Fill(operation.Path, place);
        var good = Good(place).Where(field => operation.Fields.Any(taken => taken.Name == field.Key)).ToDictionary();
        yield return (path + Query(operation.Parameters.Select(parameter => parameter.Name).Where(name => name is "cid" || operation.Required.Contains(name)),
            place), operation.HasBody ? Body(good) : null);
        foreach (var (field, type) in operation.Fields)
            foreach (var extreme in Extreme(type))
                yield return (path, Body(new(good) { [field] = extreme }));
        if (operation.TakesColumns)
            foreach (var columns in (string[])["objectId", "createdAt", "lm", "mu", "conv_type", "attr.a.b", "a..b", "$a", "", "\ud83d\udc2d",
                new string('k', 9000)])
                foreach (var extreme in Extreme("any"))
                    yield return (path, Body(new(good) { [columns] = extreme }));
        var required = operation.Required.ToDictionary(name => name, name => Good(place).TryGetValue(name, out var good) ? good.Trim('"') : "x");
        foreach (var (name, type) in operation.Parameters)
            foreach (var extreme in Extreme(type))
            {
                var values = new Dictionary<string, string>(required) { [name] = extreme.Trim('"') };
                yield return ($"{path}?{string.Join('&', values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}",
                    operation.HasBody ? Body(good) : null);
            }
    }

    static string Query(IEnumerable<string> names, Place place) =>
        "?" + string.Join('&', names.Select(name => $"{name}={Uri.EscapeDataString(Good(place)[name].Trim('"'))}"));

    static string[] Extreme(string type) => type switch
    {
        "integer" => [$"{long.MaxValue}", $"{long.MinValue}", "0", "-1", "253402300800000"],
        "boolean" => ["true", "false", "null"],
        "array" => ["[]", "null", "[\"\"]", $"[{string.Join(',', Enumerable.Range(0, 501).Select(number => $"\"c{number}\""))}]", "[\"\\u0000\",\"a\",\"a\"]",
            $"[\"{new string('x', 65)}\"]"],
        "object" => ["{}", "null", "{\"a.b\":{\"__op\":\"Delete\"}}", "{\"\":null,\"$x\":1}", Deep(40), Deep(60)],
        "string" => ["\"\"", "null", "\"\\u0000\"", $"\"{new string('x', 6000)}\"", "\"{\\\"_lctype\\\":-1}\"", "\"\\ud83d\\udc2d\"",
            "\"{\\\"$or\\\":[{\\\"name\\\":{\\\"$regex\\\":\\\"(a+)+$\\\"}}]}\"", "\"{\\\"a\\\":{\\\"$in\\\":1}}\"", "\"-,--,,a\""],
        _ => ["{}", "[]", "null", "1e308", "1e999", "\"\"", "[[[[]]]]", "[1]", "{\"__op\":1}", "{\"__op\":\"AddUnique\"}",
            "{\"__op\":\"AddUnique\",\"objects\":[\"\",1]}", "{\"__op\":\"Increment\",\"amount\":1e999}", Deep(40), Deep(60)],
    };

    static string Deep(int levels) => string.Concat(Enumerable.Repeat(Nested, levels)) + "1" + new string('}', levels);

    static Dictionary<string, string> Good(Place place) => new()
    {
        ["client_ids"] = "[\"tom\"]",
        ["client_id"] = "\"tom\"",
        ["clientId"] = "\"tom\"",
        ["to_clients"] = "[\"tom\"]",
        ["from_client"] = "\"news\"",
        ["from_peer"] = "\"news\"",
        ["message"] = "\"m\"",
        ["data"] = "\"m\"",
        ["conv_id"] = $"\"{place.Conversation}\"",
        ["conv-id"] = $"\"{place.Conversation}\"",
        ["convid"] = $"\"{place.Conversation}\"",
        ["cid"] = $"\"{place.Conversation}\"",
        ["gid"] = $"\"{place.Conversation}\"",
        ["msg_id"] = $"\"{place.Message}\"",
        ["msg-id"] = $"\"{place.Message}\"",
        ["msgid"] = $"\"{place.Message}\"",
        ["mid"] = $"\"{place.Message}\"",
        ["role"] = "\"Manager\"",
        ["ttl"] = "60",
        ["deviceType"] = "\"ios\"",
        ["deviceToken"] = $"\"{place.Device}\"",
    };
}
