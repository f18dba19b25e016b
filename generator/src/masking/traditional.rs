//! Characters of traditional script that cases are typed with, as simplified ones.
//!
//! Only those that stand for one simplified character: 著 and 乾 are left as they are.

use std::sync::LazyLock;

/// Traditional and simplified in turn.
const PAIRS: &str = "張张劉刘陳陈楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯蕭萧鄧邓許许呂吕蘇苏盧卢蔣蒋賈贾葉叶閻阎鍾钟鐘钟薑姜範范譚谭鄒邹陸陆龍龙萬万錢钱湯汤喬乔賀贺賴赖龔龚龐庞蘭兰陽阳顏颜嚴严溫温蘆芦魯鲁韋韦畢毕聶聂叢丛齊齐莊庄關关淩凌費费紀纪歐欧項项衛卫單单閔闵強强車车遲迟賓宾鄔邬藍蓝鞏巩練练豐丰蔔卜應应麥麦國国華华愛爱軍军紅红麗丽\
東东偉伟傑杰鳳凤瓊琼珮佩輝辉鋒锋鵬鹏飛飞寶宝貴贵樹树興兴慶庆義义禮礼誠诚學学業业榮荣勝胜堅坚剛刚銳锐銘铭鈞钧鍵键錦锦鎮镇銀银鋼钢鐵铁銅铜鎖锁雲云霽霁靜静潔洁瑩莹嬌娇嫻娴婭娅嫵妩儀仪倫伦憲宪懷怀恆恒寧宁實实寬宽審审對对導导尋寻將将專专爾尔堯尧嵐岚島岛嶺岭歲岁師师帥帅幫帮廣广廠厂廳厅彌弥後后徑径從从連连進进運运達达過过遠远\
還还邊边這这逹达選选遷迁適适鄰邻鄉乡醫医釋释裡里裏里臺台灣湾號号門门開开間间閉闭問问聞闻陰阴隊队階阶際际隨随險险雙双雜杂離离難难電电靈灵響响頁页頂顶順顺須须預预領领頭头題题額额願愿類类顧顾風风飯饭飲饮養养餘余館馆騎骑騰腾驗验驚惊髒脏體体鬆松鬧闹魚鱼鳥鸟鴻鸿鷹鹰鹽盐點点齡龄龜龟個个們们倆俩倉仓備备債债傷伤傳传價价優优億亿\
兒儿內内兩两冊册凈净淨净凍冻劃划劇剧勁劲動动務务勞劳勢势勵励區区協协卻却參参員员啟启喚唤喪丧嗎吗嘗尝噴喷圍围園园圓圆圖图團团執执報报場场塊块塵尘塗涂墊垫壓压壞坏壯壮壽寿夠够夾夹奪夺奮奋婦妇媽妈孃娘寫写層层屬属岡冈巖岩帶带帳帐幹干廢废廈厦廚厨彈弹彙汇徵征復复徹彻恥耻悅悦惡恶惱恼愨悫慣惯憂忧憑凭戲戏戶户拋抛挾挟捨舍掃扫掛挂\
採采揀拣換换損损搶抢擁拥擇择擊击擋挡擔担據据擠挤擴扩擺摆擾扰攔拦攝摄敗败數数斷断時时晝昼暈晕暫暂曉晓曠旷書书會会條条棄弃棟栋棲栖極极構构樓楼標标樣样橋桥機机檔档檢检檯台櫃柜欄栏權权歡欢歷历歸归殘残殺杀殼壳毀毁氣气決决沒没況况涼凉淚泪淺浅減减測测湊凑準准溝沟滅灭滿满漁渔漲涨潑泼潤润澆浇濁浊濕湿濟济濤涛濱滨瀏浏灑洒灘滩災灾\
為为烏乌無无煙烟煩烦熱热燈灯燒烧營营爐炉爭争爺爷牆墙狀状獨独獲获獻献現现環环產产畝亩畫画當当療疗癢痒發发盜盗盤盘監监眾众睏困瞭了矇蒙礎础確确礙碍禍祸種种稱称積积穩稳窩窝窮穷竄窜競竞筆笔節节築筑簡简簽签籃篮籤签糧粮糾纠級级紛纷紙纸紹绍終终組组結结絕绝給给統统絲丝經经綁绑綠绿維维綱纲網网綜综緊紧緒绪線线緣缘編编緩缓縣县縫缝\
縱纵總总績绩織织繞绕繡绣繩绳繪绘繳缴繼继續续罰罚罵骂習习職职聯联聲声聽听聰聪肅肃脅胁脈脉腦脑腳脚腫肿膚肤臉脸臨临與与舉举舊旧艙舱艷艳莖茎處处虛虚蟲虫術术衝冲裝装補补製制複复見见規规視视親亲觀观覺觉覽览觸触計计訂订訊讯討讨訓训託托記记訪访設设訴诉診诊註注評评詞词試试詩诗話话該该詳详認认語语誤误誰谁課课調调談谈請请論论諾诺\
謀谋謂谓證证識识譯译議议護护讀读變变讓让讚赞豎竖豬猪貓猫負负財财責责貨货販贩貫贯貼贴買买貸贷資资賊贼賞赏賠赔賢贤賣卖質质賬账購购贈赠贏赢趕赶跡迹踐践蹤踪躍跃軌轨軟软較较載载輔辅輕轻輛辆輪轮輯辑輸输轉转轎轿辦办農农遺遗郵邮釘钉鈴铃鉤钩鋪铺錄录錯错鍋锅鏈链鑰钥鑽钻長长闆板閃闪閒闲閱阅闖闯陣阵隱隐雖虽霧雾韻韵頑顽頻频饋馈饒饶\
駐驻駕驾駛驶騙骗騷骚驟骤鬥斗鬱郁鮑鲍麵面黨党齒齿嬸婶姪侄";

/// Simplified form of every character of the block; the character itself if it has none.
static SIMPLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simple: Vec<char> = (FIRST..=LAST).collect();
    let mut chars = PAIRS.chars();
    while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
        if let Some(index) = (traditional as usize).checked_sub(FIRST as usize) {
            simple[index] = simplified;
        }
    }
    simple
});

const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

/// A character as it is written today on the mainland.
pub(super) fn simplified(ch: char) -> char {
    (ch as usize)
        .checked_sub(FIRST as usize)
        .and_then(|index| SIMPLE.get(index))
        .copied()
        .unwrap_or(ch)
}
