using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests.Cluster;

public class SlotTests
{
    [Theory]
    [InlineData("demo", "6a1d1b00a3c9f10001a2b3c4", 470)]
    [InlineData("demo", "Tom", 499)]
    [InlineData("demo", "小明", 559)]
    [InlineData("", "", 978)]
    public void An_id_has_the_same_slot_in_every_version(string applicationId, string id, int slot) => Assert.Equal(slot, Slots.Of(applicationId, id));

    [Fact]
    public void Where_the_application_ends_and_the_id_begins_makes_a_difference() => Assert.NotEqual(Slots.Of("ab", "c"), Slots.Of("a", "bc"));

    [Fact]
    public void No_slot_gets_half_more_or_less_than_its_share_of_the_ids_that_the_server_makes()
    {
        var ids = new IdSource(new Random(1));
        var counts = new int[Slots.Count];
        for (var number = 0; number < 100 * Slots.Count; number++)
            counts[Slots.Of("demo", ids.NextObjectId(1_780_000_000_000 + number))]++;
        Assert.DoesNotContain(counts, static count => count is < 50 or > 150);
    }

    [Fact]
    public async Task What_belongs_to_a_conversation_is_refused_everywhere_but_in_its_slot()
    {
        await using var store = new InMemoryMessageStore();
        var owned = new OwnedStores(store);
        var message = new StoredMessage { ApplicationId = "demo", ConversationId = "c1", Id = "m1", From = "Tom", Timestamp = 1, Data = "hi" };
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await owned.Shared.Messages.AppendAsync(message));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await owned.StoreOf("demo", "c2").Messages.AppendAsync(message));
        await owned.StoreOf("demo", "c1").Messages.AppendAsync(message);
        Assert.Equal("m1", (await store.Messages.FindLastAsync("demo", "c1"))!.Id);
    }
}
