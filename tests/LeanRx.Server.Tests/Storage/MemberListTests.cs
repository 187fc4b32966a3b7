using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Storage;

public sealed class MemberListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(500)]
    public void A_list_answers_as_a_plain_one_does_whatever_is_added_and_removed(int size)
    {
        List<string> plain = [.. Some("m", size)];
        var list = MemberList.Create(plain);
        var random = new Random(size);
        for (var step = 0; step < 200; step++)
        {
            string[] some = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"m{random.Next(size + 5)}")];
            if (random.Next(2) == 0)
            {
                list = list.AddRange(some);
                plain.AddRange(some.Distinct().Except(plain).ToList());
            }
            else
            {
                list = list.RemoveRange(some);
                plain.RemoveAll(some.Contains);
            }
            Assert.Equal(plain, list);
            Assert.Equal(plain.Count, list.Count);
            var probe = $"m{random.Next(size + 5)}";
            Assert.Equal((plain.Contains(probe), plain.IndexOf(probe)), (list.Contains(probe), list.IndexOf(probe)));
            if (plain.Count > 0)
                Assert.Equal(plain[step % plain.Count], list[step % plain.Count]);
        }
    }

    [Fact]
    public void A_list_that_was_handed_out_does_not_change()
    {
        var before = MemberList.Create(Some("m", 100));
        var changed = before.RemoveRange(["m0"]).AddRange(["new"]);

        Assert.Equal(Some("m", 100), before);
        Assert.Equal([.. Some("m", 100)[1..], "new"], changed);
    }

    [Fact]
    public void A_client_is_in_a_list_once_at_its_first_place()
    {
        Assert.Equal(["tom", "jerry"], MemberList.Create("tom", "jerry", "tom"));
        Assert.Equal(["tom", "jerry"], MemberList.Create("tom").AddRange(["jerry", "tom", "jerry"]));
        Assert.Equal(Some("m", 40), MemberList.Create([.. Some("m", 40), .. Some("m", 40)]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void There_is_nobody_beside_the_list(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MemberList.Create("tom", "jerry")[index]);

    [Fact]
    public void Ids_that_differ_in_case_are_two() => Assert.Equal(2, MemberList.Create("tom", "Tom").Count);

    static string[] Some(string prefix, int count) => [.. Enumerable.Range(0, count).Select(number => $"{prefix}{number}")];
}
