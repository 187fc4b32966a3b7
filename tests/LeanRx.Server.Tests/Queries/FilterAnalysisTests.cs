using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Queries;

public class FilterAnalysisTests
{
    [Theory]
    [InlineData("""{"m":"tom"}""", "tom")]
    [InlineData("""{"m":{"$all":["tom","bob"]}}""", "tom")]
    [InlineData("""{"m":{"$in":["tom"]}}""", "tom")]
    [InlineData("""{"name":"x","$and":[{"m":"tom"}]}""", "tom")]
    [InlineData("""{"$or":[{"m":"tom","name":"x"},{"m":"tom"}]}""", "tom")]
    [InlineData("""{"$or":[{"m":"tom"},{"m":"bob"}]}""", null)]
    [InlineData("""{"$or":[{"m":"tom"},{"name":"x"}]}""", null)]
    [InlineData("""{"m":{"$in":["tom","bob"]}}""", null)]
    [InlineData("""{"m":{"$ne":"tom"}}""", null)]
    [InlineData("""{"m":["tom"]}""", null)]
    [InlineData("""{"m.0":"tom"}""", null)]
    [InlineData("{}", null)]
    public void A_demanded_member_is_seen(string where, string? member) => Assert.Equal(member, Where(where).RequiredMember);

    [Theory]
    [InlineData("""{"objectId":"a"}""", "a")]
    [InlineData("""{"objectId":{"$in":["b","a","b"]}}""", "a b")]
    [InlineData("""{"objectId":{"$in":["a","b"]},"$and":[{"objectId":{"$in":["b","c"]}}]}""", "b")]
    [InlineData("""{"objectId":"a","$and":[{"objectId":"b"}]}""", "")]
    [InlineData("""{"$or":[{"objectId":"a"},{"objectId":"b","m":"tom"}]}""", "a b")]
    [InlineData("""{"$or":[{"objectId":"a"},{"m":"tom"}]}""", null)]
    [InlineData("""{"objectId":{"$in":["a",null]}}""", null)]
    [InlineData("""{"objectId":{"$nin":["a"]}}""", null)]
    [InlineData("{}", null)]
    public void Demanded_ids_are_seen(string where, string? ids) =>
        Assert.Equal(ids?.Split(' ', StringSplitOptions.RemoveEmptyEntries), Where(where).RequiredIds);

    [Theory]
    [InlineData("""{"name":"cats"}""", "cats")]
    [InlineData("""{"attr.x":1,"$and":[{"name":{"$in":["cats"]}}]}""", "cats")]
    [InlineData("""{"$or":[{"name":"cats","tr":true},{"name":"cats"}]}""", "cats")]
    [InlineData("""{"$or":[{"name":"cats"},{"m":"tom"}]}""", null)]
    [InlineData("""{"name":{"$ne":"cats"}}""", null)]
    [InlineData("""{"name":null}""", null)]
    [InlineData("""{"name.0":"cats"}""", null)]
    [InlineData("{}", null)]
    public void A_demanded_name_is_seen(string where, string? name) => Assert.Equal(name, Where(where).RequiredName);

    [Theory]
    [InlineData("""{"tr":true}""", true)]
    [InlineData("""{"name":"x","$and":[{"tr":{"$eq":true}}]}""", true)]
    [InlineData("""{"$or":[{"tr":true,"name":"x"},{"tr":true}]}""", true)]
    [InlineData("""{"$or":[{"tr":true},{"name":"x"}]}""", false)]
    [InlineData("""{"tr":{"$ne":true}}""", false)]
    [InlineData("""{"tr":false}""", false)]
    [InlineData("""{"tr":"true"}""", false)]
    [InlineData("{}", false)]
    public void A_filter_for_rooms_alone_is_seen(string where, bool isForRooms) => Assert.Equal(isForRooms, Where(where).RequiresRoom);

    [Theory]
    [InlineData("""{"temp":true}""", true)]
    [InlineData("""{"name":"x","$and":[{"temp":{"$eq":true}}]}""", true)]
    [InlineData("""{"$or":[{"temp":true,"name":"x"},{"temp":true}]}""", true)]
    [InlineData("""{"$or":[{"temp":true},{"name":"x"}]}""", false)]
    [InlineData("""{"temp":{"$ne":true}}""", false)]
    [InlineData("""{"temp":false}""", false)]
    [InlineData("""{"tr":true}""", false)]
    [InlineData("{}", false)]
    public void A_filter_for_temporary_conversations_alone_is_seen(string where, bool isForTemporary) =>
        Assert.Equal(isForTemporary, Where(where).RequiresTemporary);

    [Theory]
    [InlineData("""{"tr":true}""", true)]
    [InlineData("""{"sys":{"$ne":false}}""", true)]
    [InlineData("""{"temp":{"$exists":false}}""", true)]
    [InlineData("""{"$or":[{"name":"x"},{"conv_type":3}]}""", true)]
    [InlineData("""{"objectId":"a"}""", true)]
    [InlineData("""{"m":"tom","unique":true,"attr.tr":true}""", false)]
    [InlineData("{}", false)]
    public void A_filter_that_speaks_of_kinds_is_told_apart(string where, bool mentions) => Assert.Equal(mentions, Where(where).MentionsKind);
}
