#!/usr/bin/env bash
# A catalogue as large as the country's, made up: units.csv and services.csv in FOLDER, with
# PROVINCES provinces, COMMUNES communes and an agency or two in each, and SERVICES services.
#
# usage: catalogue.sh FOLDER [PROVINCES=34] [COMMUNES=100] [SERVICES=2000]
set -euo pipefail
folder=$1 provinces=${2:-34} communes=${3:-100} services=${4:-2000}

awk -v provinces="$provinces" -v communes="$communes" 'BEGIN {
  n = split("An Bình Cát Đông Gia Hòa Hưng Lộc Long Minh Mỹ Nam Ngọc Phú Phước Quang Sơn Tân Thạnh Trung Vĩnh Xuân Yên Hộ Tịch", a, " ")
  print "code,name_vi,name_en,level,parent,valid_from,valid_to"
  for (p = 1; p <= provinces; p++) {
    printf "%02d,Tỉnh %s %s,Province %d,province,,,\n", p, a[p % n + 1], a[p * 7 % n + 1], p
    printf "H%02d.01,Trung tâm Phục vụ hành chính công %s %s,,agency,%02d,,\n", p,
      a[p % n + 1], a[p * 7 % n + 1], p
    printf "H%02d.02,Sở Tư pháp %s %s,,agency,%02d,,\n", p, a[p % n + 1], a[p * 7 % n + 1], p
    for (c = 1; c <= communes; c++)
      printf "%02d%03d,%s %s %s,,commune,%02d,,\n", p, c, c % 4 ? "Xã" : "Phường",
        a[(p + c) % n + 1], a[(p * c) % n + 1], p
  }
}' >"$folder/units.csv"

awk -v services="$services" 'BEGIN {
  nverbs = split("Đăng ký|Cấp|Cấp lại|Gia hạn|Thu hồi|Xác nhận|Điều chỉnh|Chấm dứt", verbs, "|")
  nobjects = split("khai sinh|kết hôn|khai tử|giấy phép xây dựng|giấy chứng nhận quyền sử dụng đất|hộ kinh doanh|bản sao trích lục hộ tịch|trợ cấp xã hội|nuôi con nuôi|tình trạng hôn nhân|giấy phép lái xe|thẻ căn cước", objects, "|")
  nfields = split("Hộ tịch|Đất đai|Xây dựng|Kinh doanh|Bảo trợ xã hội|Chứng thực|Giao thông|Y tế|Giáo dục|Môi trường|Thuế|Lao động", fields, "|")
  nforms = split("có yếu tố nước ngoài|lưu động|trực tuyến|tại nhà|lần đầu|đối với tổ chức|đối với cá nhân", forms, "|")
  print "code,name_vi,name_en,field,level,valid_from,valid_to"
  for (s = 1; s <= services; s++)
    printf "1.%06d,%s %s %s,,%s,%s,,\n", s, verbs[s % nverbs + 1], objects[s % nobjects + 1],
      forms[int(s / 7) % nforms + 1], fields[s % nfields + 1], int(s / nfields) % 3 ? "commune" : "province"
}' >"$folder/services.csv"
