using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The OpenAPI document is whole: a program that is generated from it finds all that it needs (OpenAPI 3.1).</summary>
public class RestDocumentTests : RestTest
{
    static readonly string[] s_types = ["string", "integer", "boolean", "array", "object"];

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_tag_a_summary_and_security()
    {
        var operations = await OperationsAsync();
        Assert.All(operations, operation => Assert.Matches("^[a-z][A-Za-z]+$", operation.Value.GetProperty("operationId").GetString()));
        Assert.Equal(operations.Count, operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation => Assert.NotEqual(0, operation.Value.GetProperty("tags").GetArrayLength()));
        Assert.All(operations, operation => Assert.NotEqual(0, operation.Value.GetProperty("security").GetArrayLength()));
        Assert.All(operations, operation => Assert.EndsWith(".", operation.Value.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Every_name_in_a_path_is_a_parameter_and_every_parameter_is_described()
    {
        foreach (var path in (await DocumentAsync()).GetProperty("paths").EnumerateObject())
        {
            var named = Regex.Matches(path.Name, @"\{(\w+)\}").Select(name => name.Groups[1].Value);
            var parameters = path.Value.GetProperty("parameters").EnumerateArray().ToList();
            Assert.Equal(named, parameters.Select(parameter => parameter.GetProperty("name").GetString()));
            Assert.All(parameters, parameter =>
                Assert.True(parameter.GetProperty("in").GetString() == "path" && parameter.GetProperty("required").GetBoolean()));
            foreach (var operation in path.Value.EnumerateObject().Where(member => member.Name != "parameters"))
                if (operation.Value.TryGetProperty("parameters", out var asked))
                {
                    Assert.Equal(asked.GetArrayLength(), asked.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).Distinct()
                        .Count());
                    parameters.AddRange(asked.EnumerateArray());
                }

            Assert.All(parameters, parameter => Assert.False(string.IsNullOrEmpty(parameter.GetProperty("description").GetString())));
            Assert.All(parameters, parameter => AssertSchema(parameter.GetProperty("schema")));
        }
    }

    [Fact]
    public async Task Every_body_names_its_fields_and_only_methods_that_take_one_have_one()
    {
        foreach (var operation in await OperationsAsync())
        {
            if (!operation.Value.TryGetProperty("requestBody", out var body))
                continue;
            Assert.NotEqual("get", operation.Name);
            Assert.True(body.GetProperty("required").ValueKind is JsonValueKind.True or JsonValueKind.False);
            var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Equal("object", schema.GetProperty("type").GetString());
            var properties = schema.GetProperty("properties").EnumerateObject().ToList();
            Assert.Equal(properties.Count, properties.Select(property => property.Name).Distinct().Count());
            Assert.Empty(schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Except(properties.Select(property => property.Name)));
            Assert.All(properties, property => Assert.False(string.IsNullOrEmpty(property.Value.GetProperty("description").GetString())));
            Assert.All(properties, property => AssertSchema(property.Value));
        }
    }

    [Fact]
    public async Task Every_operation_says_what_it_answers_when_it_is_done_and_when_not()
    {
        var document = await DocumentAsync();
        foreach (var operation in await OperationsAsync())
        {
            var statuses = operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(response => response.Name, response => response.Value);
            var done = Assert.Single(statuses, status => status.Key[0] == '2');
            var answer = done.Value.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Equal("object", Find(document, (answer.TryGetProperty("items", out var items) ? items : answer).GetProperty("$ref").GetString()!)
                .GetProperty("type").GetString());
            string[] refused = operation.Value.TryGetProperty("requestBody", out _) ? ["400", "401", "404", "413", "429", "500", "503"]
                : ["400", "401", "404", "429", "500", "503"];
            Assert.Equal(refused, statuses.Keys.Where(status => status[0] != '2').Order());
            foreach (var status in refused)
            {
                var response = Find(document, statuses[status].GetProperty("$ref").GetString()!);
                Assert.False(string.IsNullOrEmpty(response.GetProperty("description").GetString()));
                var refusal = Find(document, response.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref")
                    .GetString()!);
                Assert.Equal(["code", "error"], Texts(refusal.GetProperty("required")));
            }
        }
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("/chat", "/chat")]
    public async Task The_document_says_where_the_operations_are(string path, string expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLeanRx();
        await using var app = builder.Build();
        app.MapLeanRx(path);
        await app.StartAsync(Patience);
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(app.Urls.Single() + path + "/openapi.json"), Patience));
        Assert.Equal(expected, document.RootElement.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    static void AssertSchema(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return; // Any value.
        Assert.Contains(type.GetString(), s_types);
        Assert.Equal(type.GetString() == "array", schema.TryGetProperty("items", out _));
    }

    static JsonElement Find(JsonElement document, string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (place, name) => place.GetProperty(name));

    async Task<JsonElement> DocumentAsync() => await GetJsonAsync(await StartAsync(), "/openapi.json");

    async Task<IReadOnlyList<JsonProperty>> OperationsAsync() =>
        [.. (await DocumentAsync()).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(member => member.Name != "parameters")];
}
