using LeanRx.Protocol;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.Tests;

/// <summary>Words of a list do not get into messages, however they are written.</summary>
public class WordFilterTests
{
    static readonly string[] s_words = ["casino", "XX 传奇", "bad", "badger", " ", "  trimmed "];

    [Theory]
    [InlineData("nothing here", "nothing here")]
    [InlineData("CASINO and Casino", "****** and ******")]
    [InlineData("incasinos", "in******s")]
    [InlineData("来我们去XX 传奇玩吧", "来我们去*****玩吧")]
    [InlineData("a badger, a bad one", "a ******, a *** one")]
    [InlineData("badbadger", "*********")]
    [InlineData("trimmed", "*******")]
    [InlineData("", "")]
    public void Words_are_masked_in_texts(string text, string masked) => Assert.Equal(masked, new WordFilter(s_words).Mask(text));

    [Theory]
    [InlineData("""{"_lctype":-1,"_lctext":"a casino"}""", """{"_lctype":-1,"_lctext":"a ******"}""")]
    [InlineData("""{"_lctext":"\u0063asino"}""", """{"_lctext":"******"}""")]
    [InlineData("""{"_lctype":7,"title":"casino","tags":["ok","bad"]}""", """{"_lctype":7,"title":"******","tags":["ok","***"]}""")]
    [InlineData("""{"_lctype":-2,"_lctext":"bad","_lcfile":{"url":"http://casino.example.com/bad.png"}}""",
        """{"_lctype":-2,"_lctext":"***","_lcfile":{"url":"http://casino.example.com/bad.png"}}""")]
    [InlineData("""{"_lctext":"bad 日本 <&>","n":1.50}""", """{"_lctext":"*** 日本 <&>","n":1.50}""")]
    [InlineData("""{"_lctext":"bad",""", """{"_lctext":"***",""")]
    [InlineData("""{"a":"\ud800","b":"bad"}""", """{"a":"\ud800","b":"***"}""")]
    public async Task Words_are_masked_in_typed_messages_and_in_what_only_looks_like_one(string body, string masked) =>
        Assert.Equal(masked, (await new WordFilter(s_words).OnSendingAsync(Message(body))).Body);

    [Theory]
    [InlineData("""{"_lctype":-1,"_lctext":"fine"}""", false)]
    [InlineData("""{"casino":1}""", false)]
    [InlineData("Y2FzaW5v casino", true)]
    public async Task What_has_no_such_word_stays_as_it_is(string body, bool isBinary) =>
        Assert.Same(MessageDecision.Accept, await new WordFilter(s_words).OnSendingAsync(Message(body) with { IsBinary = isBinary }));

    [Fact]
    public async Task A_strict_filter_refuses_the_message()
    {
        var filter = new WordFilter(s_words, WordFilterAction.Refuse);

        Assert.True((await filter.OnSendingAsync(Message("a casino"))).IsRefused);
        Assert.False((await filter.OnSendingAsync(Message("a church"))).IsRefused);
    }

    [Fact]
    public void Words_are_read_from_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "casino\r\n\r\n传奇\n");
            Assert.Equal("****** **", WordFilter.Load(file).Mask("casino 传奇"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_list_that_cannot_be_used_is_refused()
    {
        Assert.StartsWith("The list has no words.", Assert.Throws<ArgumentException>(() => new WordFilter([" "])).Message, StringComparison.Ordinal);
        Assert.StartsWith("A word has 257 characters; at most 256 are taken.",
            Assert.Throws<ArgumentException>(() => new WordFilter([new string('x', 257)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordFilter(["x"], (WordFilterAction)7));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void The_worst_text_for_the_worst_list_costs_no_place_more_than_the_longest_word()
    {
        var filter = new WordFilter(Enumerable.Range(1, 255).Select(length => new string('a', length) + "z").Append("aa"));

        Assert.Equal(new string('*', 100_000), filter.Mask(new string('a', 100_000)));
    }

    static MessageSending Message(string body) => new()
    {
        ApplicationId = "demo",
        ConversationId = "c",
        Kind = ConversationKind.Normal,
        From = "Tom",
        Body = body,
        At = DateTimeOffset.UnixEpoch,
    };
}
