#!/usr/bin/perl
# The cells of a workbook, a line each: sheet, cell, kind (n a number, s a text, b true or
# false), value, parted by tabs. Reads what unzip -p says of its parts.
#
# usage: xlsx.pl FILE.xlsx
use strict;
use warnings;
use utf8;
binmode STDOUT, ':utf8';

my $file = shift or die "usage: xlsx.pl FILE.xlsx\n";

sub part {
  open my $in, '-|:encoding(UTF-8)', 'unzip', '-p', $file, $_[0] or die "unzip: $!\n";
  local $/;
  my $text = <$in>;
  close $in;
  return $text // '';
}

sub plain {
  my ($xml) = @_;
  my $text = join '', $xml =~ m{<t[^>]*>(.*?)</t>}gs;
  my %entity = (amp => '&', lt => '<', gt => '>', quot => '"', apos => "'");
  $text =~ s/&(amp|lt|gt|quot|apos);/$entity{$1}/g;
  $text =~ s/[\t\n]/ /g;
  return $text;
}

my @shared = map { plain($_) } part('xl/sharedStrings.xml') =~ m{<si>(.*?)</si>}gs;
my %target = part('xl/_rels/workbook.xml.rels') =~ m{Id="(\w+)"[^>]*?Target="([^"]+)"}gs;
my $book = part('xl/workbook.xml');
while ($book =~ m{<sheet name="([^"]+)"[^>]*r:id="(\w+)"}g) {
  my ($name, $sheet) = ($1, part("xl/$target{$2}"));
  while ($sheet =~ m{<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)}gs) {
    my ($cell, $attributes, $inner) = ($1, $2, $3 // next);
    my ($type) = $attributes =~ /\bt="(\w+)"/;
    $type //= 'n';
    my ($value) = $inner =~ m{<v>(.*?)</v>}s;
    $value = $shared[$value] if $type eq 's';
    ($type, $value) = ('s', plain($inner)) if $type eq 'inlineStr';
    print join("\t", $name, $cell, $type, $value // ''), "\n";
  }
}
