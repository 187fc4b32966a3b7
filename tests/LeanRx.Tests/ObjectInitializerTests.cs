using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace LeanRx.Tests;

/// <summary>What holds objects can be filled where it is made, and what nobody filled is not there.</summary>
public class ObjectInitializerTests
{
    readonly ClientWorld _world = new();

    Conversation Room => _world.Conversation();

    [Fact]
    public void Attributes_are_filled_where_a_message_options_or_changes_are_made()
    {
        _ = Room.SendAsync(new TextMessage("x") { Attributes = { ["a"] = 1 } }, new SendOptions { PushData = { ["alert"] = "hi" } });
        _ = Room.SendAsync(new ImageMessage(new Uri("https://x.example/")) { Attributes = { ["a"] = 1 } });
        _ = Room.UpdateAsync(new() { Attributes = { ["a"] = 1 } });
        _ = _world.Client.CreateConversationAsync(["jerry"], new() { Attributes = { ["a"] = 1 } });

        Assert.Equal(["""{"_lctype":-1,"_lctext":"x","_lcattrs":{"a":1}}""", """{"_lctype":-2,"_lcattrs":{"a":1},"_lcfile":{"url":"https://x.example/"}}"""],
            _world.Commands<DirectFrame>().Select(frame => frame.Body));
        Assert.Equal("""{"alert":"hi"}""", _world.Commands<DirectFrame>()[0].PushData);
        Assert.Equal(["""{"attr.a":1}""", """{"attr":{"a":1}}"""], _world.Commands<ConversationFrame>().Select(frame => frame.Attributes!.Value.GetRawText()));
    }

    [Fact]
    public void What_was_looked_at_and_not_filled_is_not_sent()
    {
        var message = new TextMessage("x");
        var options = new SendOptions();
        var creation = new CreateConversationOptions();
        Assert.Empty(message.Attributes);
        Assert.Empty(options.PushData);
        Assert.Empty(creation.Attributes);

        _ = Room.SendAsync(message, options);
        _ = _world.Client.CreateConversationAsync(["jerry"], creation);

        Assert.Equal(("""{"_lctype":-1,"_lctext":"x"}""", null), (_world.Commands<DirectFrame>()[0].Body, _world.Commands<DirectFrame>()[0].PushData));
        Assert.Null(_world.Commands<ConversationFrame>()[0].Attributes);
        Assert.Throws<ArgumentException>("changes", () => { _ = Room.UpdateAsync(new() { Attributes = { } }); });
    }

    [Fact]
    public void An_empty_object_that_was_given_is_sent_and_null_is_none()
    {
        _ = Room.SendAsync(new TextMessage("x") { Attributes = [] });
        _ = Room.SendAsync(new TextMessage("x") { Attributes = null });
        Assert.Equal(["""{"_lctype":-1,"_lctext":"x","_lcattrs":{}}""", """{"_lctype":-1,"_lctext":"x"}"""], _world.Commands<DirectFrame>()
            .Select(frame => frame.Body));
    }

    [Fact]
    public void Looking_at_what_is_empty_changes_neither_equality_nor_copies()
    {
        var (seen, unseen) = (new TextMessage("x"), new TextMessage("x"));
        var hash = seen.GetHashCode();
        _ = seen.Attributes;
        Assert.Equal(seen, unseen);
        Assert.Equal(hash, seen.GetHashCode());

        var copy = seen with { Text = "x" };
        copy.Attributes["a"] = 1;
        Assert.Empty(seen.Attributes);
        Assert.NotEqual(seen, copy);
        Assert.Equal(copy, copy with { });
    }

    [Fact]
    public void Each_object_and_list_that_can_be_set_is_there_before_it_is_set()
    {
        var properties = from type in typeof(LeanClient).Assembly.GetExportedTypes()
                         where !type.IsAbstract && type.GetConstructor([]) is not null
                         from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                         where property.SetMethod is { IsPublic: true } && !property.IsDefined(typeof(RequiredMemberAttribute))
                             && property.PropertyType != typeof(string) && typeof(IEnumerable)
                             .IsAssignableFrom(property.PropertyType)
                         select (Type: type, Property: property);
        var all = properties.ToList();
        Assert.Contains(all, it => it.Type == typeof(CreateConversationOptions));
        Assert.All(all, it => Assert.NotNull(it.Property.GetValue(Activator.CreateInstance(it.Type))));
    }

    public static TheoryData<object> Filled =>
    [
        new CreateConversationOptions { Name = "n", Attributes = { ["a"] = 1 }, IsUnique = true, IsTransient = true, IsTemporary = true,
            TemporaryLifetime = TimeSpan.FromDays(1) },
        new ConversationChanges { Name = "n", Attributes = { ["a"] = 1 } },
        new SendOptions { RequestReceipt = true, IsTransient = true, IsWill = true, Priority = MessagePriority.High, PushData = { ["a"] = 1 } },
    ];

    [Theory]
    [MemberData(nameof(Filled), DisableDiscoveryEnumeration = true)]
    public void A_copy_of_options_has_all_that_the_options_have(object options)
    {
        var copy = options.GetType().GetMethod("<Clone>$")!.Invoke(options, [])!;
        Assert.Equal(options, copy);
        var plain = Activator.CreateInstance(options.GetType());
        foreach (var property in options.GetType().GetProperties())
        {
            Assert.NotEqual(Text(property.GetValue(plain)), Text(property.GetValue(options)));
            Assert.Equal(property.GetValue(options), property.GetValue(copy));
        }
    }

    static string? Text(object? value) => value is JsonNode node ? node.ToJsonString() : value?.ToString();
}
